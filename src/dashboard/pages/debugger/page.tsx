import './debugger.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Profile } from '../../../core/claims/profile.ts';
import { PROFILES, profileById } from '../../../core/claims/profiles/index.ts';
import { diagnose, mendInput } from '../../../core/diagnosis/diagnose.ts';
import type { Input } from '../../../core/evidence/input.ts';
import type { Report } from '../../../core/evidence/report.ts';
import { readToken } from '../../../core/jws/read-token.ts';
import type { PrivateKey } from '../../../core/keys/key.ts';
import { spkiPem } from '../../../core/keys/key-text.ts';
import { withToken } from '../../../core/mend/reissue.ts';
import { observe } from '../../../core/observe/observe.ts';
import { createStore } from '../../browser/store.ts';
import { Empty } from '../../parts/empty.tsx';
import { Machine } from '../../parts/machine.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import type { Offset } from '../../server/clock.ts';
import { Clocks } from './clocks.tsx';
import { Compare } from './compare.tsx';
import { EditToken } from './edit.tsx';
import { browserSignature, complete, expecting, type ProfileChoice } from './judge.ts';
import { Judged } from './judged.tsx';
import { PasteBox } from './paste-box.tsx';
import { readPaste } from './read-paste.ts';
import { SentCounter } from './sent.tsx';
import { type Verifier, VerifyWith } from './verify-with.tsx';

const TICK_MILLISECONDS = 5000;

/** What was pasted, for as long as this tab lives: reading an article and coming back does not lose it. */
const pasted = createStore('');

/** Takes a token apart, judges it with the core that the command line has, and signs it anew. Nothing is sent. */
export default function DebuggerPage() {
  const text = pasted.use();
  const [profile, setProfile] = useState<ProfileChoice>('auto');
  const [verifier, setVerifier] = useState<Verifier>({});
  const [offset, setOffset] = useState<Offset>();
  const clock = useClock();
  const now = Math.floor(clock + (offset?.seconds ?? 0));
  const paste = useMemo(() => readPaste(text), [text]);
  const input = useMemo(
    () => paste && complete(expecting(paste.input, verifier), { profile, now }),
    [paste, verifier, profile, now],
  );
  const judged = useJudged(input);
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
        {!input || !judged ? (
          <NothingYet />
        ) : (
          <>
            <Judged {...judged} now={now} />
            <div class="two">
              <VerifyWith
                verifier={verifier}
                claimedId={claimedId(judged.token?.payload.members, judged.profile)}
                onVerifier={setVerifier}
              />
              <Clocks now={clock} offset={offset} onOffset={setOffset} />
            </div>
            {judged.token && <Editor key={text} input={input} report={judged.report} now={now} />}
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

/** The editor, and what came of it. */
function Editor({ input, report, now }: { readonly input: Input; readonly report: Report; readonly now: number }) {
  const [signed, setSigned] = useState<{ readonly token: string; readonly key: PrivateKey }>();
  const token = observe(input).token;
  const mended = useMemo(() => mendedMembers(input, report), [report]);
  const after = useMemo(() => signed && judgeAfter(input, signed), [signed, input]);
  if (!token) return null;
  return (
    <div class="stack">
      <EditToken token={token} now={now} mended={mended} onSigned={(next, key) => setSigned({ token: next, key })} />
      {signed && after && (
        <>
          {after.isOwnKey && (
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

function judgeAfter(input: Input, { token, key }: { readonly token: string; readonly key: PrivateKey }) {
  const isOwnKey = input.registry === undefined && input.publicKey === undefined;
  const next = withToken(input, token);
  return { isOwnKey, report: diagnose({ ...next, ...(isOwnKey && { publicKey: spkiPem(key.publicKey) }) }) };
}

function mendedMembers(input: Input, report: Report) {
  if (report.findings.length === 0) return undefined;
  const { mended } = mendInput(input, report.findings);
  const [before, after] = [input, mended].map((one) => observe(one).token);
  const header = after?.header.members;
  const claims = after?.payload.members;
  return header && claims && after.text !== before?.text ? { header, claims } : undefined;
}

/** The report, and what it is about; again with what the browser verified, where only it could. */
function useJudged(input: Input | undefined) {
  const [signature, setSignature] = useState<{ readonly of: Input; readonly value: Input['signature'] }>();
  useEffect(() => {
    if (!input?.publicKey) return;
    void browserSignature(observe(input), input.publicKey).then((value) => {
      if (value) setSignature({ of: input, value });
    });
  }, [input]);
  return useMemo(() => {
    if (!input) return undefined;
    const own = signature?.of === input ? signature.value : undefined;
    const whole = own ? { ...input, signature: own } : input;
    const { token, credentials, profile } = observe(whole);
    return { token, credentials, profile, report: diagnose(whole), request: input.request };
  }, [input, signature]);
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
