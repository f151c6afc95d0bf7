import { useMemo, useState } from 'preact/hooks';
import { mendInput } from '../../../core/diagnosis/diagnose.ts';
import type { Input } from '../../../core/evidence/input.ts';
import type { Report } from '../../../core/evidence/report.ts';
import { readToken } from '../../../core/jws/read-token.ts';
import type { PrivateKey } from '../../../core/keys/key.ts';
import { spkiPem } from '../../../core/keys/key-text.ts';
import { withToken } from '../../../core/mend/reissue.ts';
import { observe } from '../../../core/observe/observe.ts';
import { pasted } from '../../browser/pasted.ts';
import { Compare } from './compare.tsx';
import { EditToken } from './edit.tsx';
import type { Settings, Subject } from './judge.ts';
import { type Judgement, useJudged } from './use-judged.ts';

interface Props {
  readonly judged: Judgement;
  readonly settings: Settings;
  readonly sets: Subject['sets'];
}

/** Header and claims to change, and what came of it. */
export function SignAnew({ judged: { input, report }, settings, sets }: Props) {
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
