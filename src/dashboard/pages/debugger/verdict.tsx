import { PROFILES } from '../../../core/claims/profiles/index.ts';
import type { Input } from '../../../core/evidence/input.ts';
import type { Candidate, Report } from '../../../core/evidence/report.ts';
import type { TokenReading } from '../../../core/jws/reading.ts';
import { fingerprint, publicKeyOf } from '../../../core/keys/fingerprint.ts';
import { kindOfKey } from '../../../core/keys/key-kind.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import { nothingFoundLine } from '../../../core/prose/report.ts';
import { visible } from '../../../core/prose/visible.ts';
import { Checks } from '../../parts/checks.tsx';
import { articleOf } from '../../parts/finding.tsx';
import { Machine } from '../../parts/machine.tsx';
import { ReportFindings } from '../../parts/report-findings.tsx';
import { VerdictTag } from '../../parts/verdict.tsx';
import type { ProfileChoice } from './judge.ts';

interface Props {
  readonly report: Report;
  readonly token: TokenReading | undefined;
  readonly request: Input['request'];
  /** A key that was pasted by itself. */
  readonly givenKey: Input['key'];
  readonly profile: ProfileChoice;
  readonly onProfile: (profile: ProfileChoice) => void;
}

/** The verdict first, then by whose rules and why; what was found stands below. */
export function Verdict({ report, token, request, givenKey, profile, onProfile }: Props) {
  const { findings, candidates = [] } = report;
  const isSoundKey = givenKey !== undefined && !token && findings.length === 0;
  return (
    <section class="stack" aria-labelledby="judged">
      <div class="stack tight">
        <h2 id="judged" class="row" aria-live="polite">
          <VerdictTag verdict={report.verdict} />{' '}
          {isSoundKey ? 'A key, and nothing is wrong with it' : headline(report)}
        </h2>
        <WhoseRules rules={report.rules} profile={profile} onProfile={onProfile} />
      </div>
      {givenKey && <KeyFacts given={givenKey} />}
      {request?.method && (
        <p class="small">
          <code>{visible(`${request.method} ${request.target ?? ''}`)}</code>
        </p>
      )}
      {findings.length === 0 && !isSoundKey && <p>{visible(nothingFoundLine(report))}</p>}
      <ReportFindings report={report} />
      {candidates.length > 0 && <Candidates candidates={candidates} />}
      <Checks checks={report.checks} />
    </section>
  );
}

interface WhoseRulesProps extends Pick<Props, 'profile' | 'onProfile'> {
  readonly rules: Report['rules'];
}

/** By whose rules it was judged and why by these: the first thing to change where the verdict is not what was expected. */
function WhoseRules({ rules, profile, onProfile }: WhoseRulesProps) {
  return (
    <p class="whose-rules small">
      Judged by <strong>{rules.profile === 'jwt' ? 'the general rules of JWT' : `the rules of ${rules.name}`}</strong>,
      because {visible(rules.because)}:{' '}
      <label>
        <span class="muted">change</span>
        <span class="unseen">: judged by the rules of</span>{' '}
        <select class="input small" value={profile} onChange={({ currentTarget }) => onProfile(currentTarget.value)}>
          <option value="auto">recognised</option>
          {PROFILES.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </p>
  );
}

/** What is left, where nothing is proved: most likely first, each with the one thing that would tell. */
function Candidates({ candidates }: { readonly candidates: readonly Candidate[] }) {
  return (
    <section class="stack tight" aria-labelledby="candidates">
      <h3 id="candidates">What it may be, most likely first</h3>
      <ol class="candidates stack tight">
        {candidates.map(({ cause, title, because, decides }) => (
          <li key={cause}>
            <a href={articleOf(cause)}>{visible(title)}</a> <span class="muted small">{visible(because)}</span>
            <div class="small">Look: {visible(decides)}</div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What a key is, that no token came with. */
function KeyFacts({ given }: { readonly given: string | Uint8Array }) {
  const { key } = parseKey(given);
  if (!key) return null;
  return (
    <dl class="facts card">
      <dt>{key.type === 'private' ? 'Private key' : 'Public key'}</dt>
      <dd>
        {kindOfKey(key)}
        {key.rsa && `, ${key.rsa.bits} bits`}
        {key.type === 'private' && <p class="small muted">Keep it to yourself. It stays on this page.</p>}
      </dd>
      <dt>{key.type === 'private' ? 'Its public half' : 'Fingerprint'}</dt>
      <dd>
        <Machine text={`SHA256:${fingerprint(publicKeyOf(key))}`} name="the fingerprint" />
        <p class="small muted">
          Compare it with the keys of an application. With a token pasted above, the key can be chosen under Verify
          with.
        </p>
      </dd>
    </dl>
  );
}

function headline({ verdict, findings }: Report): string {
  if (verdict === 'accepted')
    return findings.length === 0 ? 'It would be accepted' : 'It would be accepted, with a risk';
  if (verdict === 'rejected') return 'It would be rejected';
  return findings.length === 0 ? 'No fault found, but some checks could not run' : 'It may be rejected';
}
