import './debugger.css';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Profile } from '../../../core/claims/profile.ts';
import { PROFILES, profileById } from '../../../core/claims/profiles/index.ts';
import { diagnose, mendInput } from '../../../core/diagnosis/diagnose.ts';
import type { MisreadEvidence } from '../../../core/evidence/evidence.ts';
import type { Input } from '../../../core/evidence/input.ts';
import type { Report } from '../../../core/evidence/report.ts';
import { readToken } from '../../../core/jws/read-token.ts';
import type { PrivateKey } from '../../../core/keys/key.ts';
import { spkiPem } from '../../../core/keys/key-text.ts';
import { withToken } from '../../../core/mend/reissue.ts';
import { observe } from '../../../core/observe/observe.ts';
import { pasted } from '../../browser/pasted.ts';
import { Empty } from '../../parts/empty.tsx';
import { Machine } from '../../parts/machine.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import type { Offset } from '../../server/clock.ts';
import { Clocks } from './clocks.tsx';
import { Compare } from './compare.tsx';
import { EditToken } from './edit.tsx';
import {
  expecting,
  misreadIn,
  mustVerify,
  type ProfileChoice,
  type Settings,
  type Subject,
  type Verified,
  type Verifier,
  verifyAhead,
  whole,
} from './judge.ts';
import { Judged } from './judged.tsx';
import { PasteBox } from './paste-box.tsx';
import { readPaste } from './read-paste.ts';
import { SentCounter } from './sent.tsx';
import { VerifyWith } from './verify-with.tsx';

const TICK_MILLISECONDS = 5000;

/** Takes a token apart, judges it with the core that the command line has, and signs it anew. Nothing is sent. */
export default function DebuggerPage() {
  const text = pasted.use();
  const [profile, setProfile] = useState<ProfileChoice>('auto');
  const [verifier, setVerifier] = useState<Verifier>({});
  const [offset, setOffset] = useState<Offset>();
  const clock = useClock();
  const now = Math.floor(clock + (offset?.seconds ?? 0));
  const paste = useMemo(() => readPaste(text), [text]);
  const subject = useMemo(() => paste && expecting(paste.input, verifier), [paste, verifier]);
  const judged = useJudged(subject, profile, now);
  return (
    <>
      <PageHead
        title="Debugger"
        below={<p class="muted">What a token says, whether it would be accepted, and why not.</p>}
      />
      <div class="stack wide debugger">
        <div class="stack">
          <PasteBox text={text} onText={pasted.set} />
          <div class="row spread">
            <p class="small" role="status">
              {paste ? (
                <>
                  Read as <strong>{paste.what}</strong>. {paste.notes.join(' ')}{' '}
                  {paste.report && <a href={`/requests/${paste.report}`}>Open its report</a>}
                </>
              ) : (
                <span class="muted">It is decoded as soon as it is here.</span>
              )}
            </p>
            <div class="row">
              <label class="row small">
                Judged by the rules of
                <select class="input" value={profile} onChange={({ currentTarget }) => setProfile(currentTarget.value)}>
                  <option value="auto">the provider that it looks made for</option>
                  {PROFILES.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              </label>
              <button type="button" class="button small" disabled={text === ''} onClick={() => pasted.set('')}>
                Clear
              </button>
            </div>
          </div>
          <SentCounter since={text} />
        </div>
        {!subject || !judged ? (
          <NothingYet />
        ) : (
          <>
            <Judged {...judged} request={judged.input.request} givenKey={judged.input.key} now={now} />
            <div class="two">
              <VerifyWith
                verifier={verifier}
                claimedId={claimedId(judged.token?.payload.members, judged.profile)}
                onVerifier={setVerifier}
              />
              <Clocks now={clock} offset={offset} onOffset={setOffset} />
            </div>
            {judged.token && <Editor key={text} judged={judged} settings={{ profile, now }} sets={subject.sets} />}
          </>
        )}
      </div>
    </>
  );
}

function NothingYet() {
  return (
    <Empty title="Nothing to check yet">
      <p>
        Paste a token above: its header and claims are shown, every claim is explained, and each fault is marked where
        it is. A whole request, a <code>curl</code> line or a HAR file shows more than the token alone.
      </p>
      <p class="muted small">
        The same in a terminal: <Machine text="mintmark doctor --request request.txt" name="the command" />
      </p>
    </Empty>
  );
}

interface EditorProps {
  readonly judged: Judgement;
  readonly settings: Settings;
  readonly sets: Subject['sets'];
}

/** The editor, and what came of it. */
function Editor({ judged: { input, report }, settings, sets }: EditorProps) {
  const [signed, setSigned] = useState<{ readonly token: string; readonly key: PrivateKey }>();
  const token = observe(input).token;
  const mended = useMemo(() => mendedMembers(input, report), [report]);
  const isOwnKey = input.registry === undefined && input.publicKey === undefined;
  const next = useMemo(() => signed && signedAnew(input, sets, signed, isOwnKey), [signed, sets]);
  const after = useJudged(next, settings.profile, settings.now);
  if (!token) return null;
  return (
    <div class="stack">
      <EditToken
        token={token}
        now={settings.now}
        mended={mended}
        onSigned={(next, key) => setSigned({ token: next, key })}
      />
      {signed && after && (
        <>
          {isOwnKey && (
            <p class="small muted">
              Both are verified with your choice above; without one, the new token is verified with the public half of
              the key that signed it.
            </p>
          )}
          <Compare before={{ token, report }} after={{ token: readToken(signed.token), report: after.report }} />
          <div>
            <button type="button" class="button" onClick={() => pasted.set(signed.token)}>
              Continue with the new token
            </button>
          </div>
        </>
      )}
    </div>
  );
}

/** The new token in the place of the old one; what was verified of that one says nothing about it. */
function signedAnew(
  input: Input,
  sets: Subject['sets'],
  { token, key }: { readonly token: string; readonly key: PrivateKey },
  isOwnKey: boolean,
): Subject {
  const { signature: _, keySet: __, ...rest } = withToken(input, token);
  return { input: { ...rest, ...(isOwnKey && { publicKey: spkiPem(key.publicKey) }) }, sets };
}

function mendedMembers(input: Input, report: Report) {
  if (report.findings.length === 0) return undefined;
  const { mended } = mendInput(input, report.findings);
  const [before, after] = [input, mended].map((one) => observe(one).token);
  const header = after?.header.members;
  const claims = after?.payload.members;
  return header && claims && after.text !== before?.text ? { header, claims } : undefined;
}

interface Done {
  readonly of: Subject;
  readonly verified: Verified | undefined;
  readonly misread?: MisreadEvidence;
}

type Judgement = NonNullable<ReturnType<typeof useJudged>>;

/** The report, and what it is about. While the browser verifies, the one before stays. */
function useJudged(subject: Subject | undefined, profile: ProfileChoice, now: number) {
  const [done, setDone] = useState<Done>();
  const isWaiting = useMemo(() => subject !== undefined && mustVerify(subject), [subject]);
  useEffect(() => {
    if (!subject) return;
    let isOver = false;
    void (async () => {
      const verified = isWaiting ? await verifyAhead(subject) : undefined;
      if (isOver) return;
      setDone({ of: subject, verified });
      const misread = await misreadIn(subject, verified, () => isOver);
      if (misread && !isOver) setDone({ of: subject, verified, misread });
    })();
    return () => {
      isOver = true;
    };
  }, [subject, isWaiting]);
  const isReady = !isWaiting || done?.of === subject;
  const current = useMemo(() => {
    if (!subject || !isReady) return undefined;
    const own = done?.of === subject ? done : undefined;
    const found = whole(subject, { profile, now }, own?.verified);
    const input = own?.misread ? { ...found, misread: own.misread } : found;
    const { token, credentials, profile: rules } = observe(input);
    return { token, credentials, profile: rules, report: diagnose(input), input };
  }, [subject, isReady, done, profile, now]);
  const last = useRef(current);
  if (subject === undefined || isReady) last.current = current;
  return last.current;
}

function claimedId(claims: { readonly [name: string]: unknown } | undefined, profile: Profile): string | undefined {
  const id = claims?.[profileById(profile.id)?.identityClaim ?? ''];
  return typeof id === 'string' ? id : undefined;
}

/** This computer's clock, NumericDate seconds, every few seconds anew. */
function useClock(): number {
  const [clock, setClock] = useState(() => Date.now() / 1000);
  useEffect(() => {
    const timer = setInterval(() => setClock(Date.now() / 1000), TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
  return clock;
}
