import './debugger.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { keysOf } from '../../../core/claims/issuers/index.ts';
import type { Profile } from '../../../core/claims/profile.ts';
import { profileById } from '../../../core/claims/profiles/index.ts';
import type { JsonObject } from '../../../core/encoding/json.ts';
import { observe } from '../../../core/observe/observe.ts';
import { pasted } from '../../browser/pasted.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Machine } from '../../parts/machine.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { TokenText } from '../../parts/token-text.tsx';
import type { Offset } from '../../server/clock.ts';
import { Clocks } from './clocks.tsx';
import { Decoded } from './decoded.tsx';
import { Editor, isDrawn } from './editor.tsx';
import { History } from './history.tsx';
import { expecting, type ProfileChoice, type Subject, type Verifier } from './judge.ts';
import { type Paste, readPaste } from './read-paste.ts';
import { SentCounter } from './sent.tsx';
import { SignAnew } from './sign-anew.tsx';
import { type Judgement, useJudged } from './use-judged.ts';
import { Verdict } from './verdict.tsx';
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
  const shown = useMemo(() => subject && drawnOf(subject, judged), [subject, judged]);
  return (
    <>
      <PageHead title="Debugger" />
      <div class="stack wide debugger">
        <div class="workbench">
          <div class="stack tight pasted">
            <Editor text={text} judged={shown} onText={pasted.set} />
            <ReadAs paste={paste} text={text} />
          </div>
          <div class="stack judged">
            {judged ? (
              <Verdict
                {...judged}
                request={judged.input.request}
                givenKey={judged.input.key}
                profile={profile}
                onProfile={setProfile}
              />
            ) : (
              <NothingYet />
            )}
          </div>
          <div class="stack wide given">
            <div class="stack tight">
              <SentCounter since={text} />
              <History
                text={text}
                what={paste?.input.key === undefined ? paste?.what : undefined}
                token={judged?.token?.text}
                report={judged?.of === subject ? judged?.report : undefined}
              />
            </div>
            {judged && (
              <>
                <VerifyWith
                  verifier={verifier}
                  claimedId={claimedId(judged.token?.payload.members, judged.profile)}
                  suggested={publishedAt(judged.token?.payload.members)}
                  onVerifier={setVerifier}
                />
                <Clocks now={clock} offset={offset} onOffset={setOffset} />
              </>
            )}
          </div>
        </div>
        {subject && judged && (
          <>
            {judged.token && !isDrawn(text, shown) && (
              <div class="card stack tight">
                <div class="row spread">
                  <h2>The token in it</h2>
                  <CopyButton text={judged.token.text} name="the token" />
                </div>
                <TokenText token={judged.token} findings={judged.report.findings} />
              </div>
            )}
            {judged.token && <Decoded {...judged} token={judged.token} now={now} />}
            {judged.token && <SignAnew key={text} judged={judged} settings={{ profile, now }} sets={subject.sets} />}
          </>
        )}
      </div>
    </>
  );
}

/** The colours are those of the text as it is; its faults wait for the judgement. */
function drawnOf(subject: Subject, judged: Judgement | undefined) {
  const { token, credentials } = observe(subject.input);
  const findings = judged?.of === subject ? judged.report.findings : [];
  return { token, authorization: credentials?.text, findings };
}

function ReadAs({ paste, text }: { readonly paste: Paste | undefined; readonly text: string }) {
  return (
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
        {text !== '' && <CopyButton text={paste?.input.token ?? text} name="the token" />}
        <button type="button" class="button small" disabled={text === ''} onClick={() => pasted.set('')}>
          Clear
        </button>
      </div>
    </div>
  );
}

function NothingYet() {
  return (
    <Empty title="Nothing to check yet">
      <p>
        Paste a token: its header and claims are shown, every claim is explained, and each fault is marked where it is.
        A whole request, a <code>curl</code> line or a HAR file shows more than the token alone.
      </p>
      <p class="muted small">
        The same in a terminal: <Machine text="mintmark doctor --request request.txt" name="the command" />
      </p>
    </Empty>
  );
}

function claimedId(claims: { readonly [name: string]: unknown } | undefined, profile: Profile): string | undefined {
  const id = claims?.[profileById(profile.id)?.identityClaim ?? ''];
  return typeof id === 'string' ? id : undefined;
}

/** Where the issuer of the token publishes its keys, where that is known. */
function publishedAt(claims: JsonObject | undefined): string | undefined {
  const keys = claims && keysOf(claims);
  return keys && 'url' in keys ? keys.url : undefined;
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
