import { endOfToken } from '../../../core/claims/lifetime.ts';
import { describeDuration, formatUtc } from '../../../core/claims/numeric-date.ts';
import type { Profile } from '../../../core/claims/profile.ts';
import type { Input } from '../../../core/evidence/input.ts';
import type { Report } from '../../../core/evidence/report.ts';
import type { PartReading, TokenReading } from '../../../core/jws/reading.ts';
import { fingerprint, publicKeyOf } from '../../../core/keys/fingerprint.ts';
import { kindOfKey } from '../../../core/keys/key-kind.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import { renderReport } from '../../../core/prose/report.ts';
import { visible } from '../../../core/prose/visible.ts';
import type { CredentialsReading } from '../../../core/request/authorization.ts';
import { Checks } from '../../parts/checks.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Machine } from '../../parts/machine.tsx';
import { Members } from '../../parts/members.tsx';
import { ReportFindings } from '../../parts/report-findings.tsx';
import { TokenText } from '../../parts/token-text.tsx';
import { VerdictTag } from '../../parts/verdict.tsx';

interface Props {
  readonly report: Report;
  readonly token: TokenReading | undefined;
  readonly credentials: CredentialsReading | null | undefined;
  readonly profile: Profile;
  readonly request: Input['request'];
  /** A key that was pasted by itself. */
  readonly givenKey: Input['key'];
  /** NumericDate seconds. */
  readonly now: number;
}

/** What was found, the token with its faults marked, and its members, explained. */
export function Judged({ report, token, credentials, profile, request, givenKey, now }: Props) {
  const { findings } = report;
  const isSoundKey = givenKey !== undefined && !token && findings.length === 0;
  return (
    <>
      <section class="stack" aria-labelledby="judged">
        <h2 id="judged" class="row" aria-live="polite">
          <VerdictTag verdict={report.verdict} />{' '}
          {isSoundKey ? 'A key, and nothing is wrong with it' : headline(report)}
        </h2>
        {givenKey && <KeyFacts given={givenKey} />}
        {request?.method && (
          <p class="small">
            <code>{visible(`${request.method} ${request.target ?? ''}`)}</code>
          </p>
        )}
        {token ? (
          <div class="card stack tight">
            <div class="row spread">
              <h3>The token</h3>
              <CopyButton text={token.text} name="the token" />
            </div>
            <TokenText token={token} findings={findings} />
            <Life token={token} profile={profile} now={now} />
          </div>
        ) : (
          credentials && (
            <p class="machine card">
              <span class="marked">{visible(credentials.text)}</span>
            </p>
          )
        )}
        {findings.length === 0 && !isSoundKey ? <p>{renderReport(report, undefined, { width: 4000 })}</p> : null}
        <ReportFindings report={report} />
        <Checks checks={report.checks} />
      </section>
      {token && (
        <section class="stack" aria-labelledby="decoded">
          <h2 id="decoded">Decoded</h2>
          <p class="muted small">
            By the rules of {profile.name}. What is decoded is not verified: anyone can write such a token.
          </p>
          <Part name="Header" part="header" reading={token.header} profile={profile} report={report} now={now} />
          <Part name="Claims" part="payload" reading={token.payload} profile={profile} report={report} now={now} />
        </section>
      )}
    </>
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

interface PartProps {
  readonly name: string;
  readonly part: 'header' | 'payload';
  readonly reading: PartReading;
  readonly profile: Profile;
  readonly report: Report;
  readonly now: number;
}

function Part({ name, part, reading, profile, report, now }: PartProps) {
  return (
    <div class="stack tight">
      <h3 class={`part-${part}`}>{name}</h3>
      {reading.members ? (
        <Members part={part} members={reading.members} profile={profile} findings={report.findings} now={now} />
      ) : (
        <p>
          {reading.text === undefined ? 'It cannot be decoded.' : 'It is not a JSON object: '}
          {reading.text !== undefined && <code>{visible(reading.text.slice(0, 400))}</code>}
        </p>
      )}
    </div>
  );
}

/** From when until when it lives, and where in that now lies. */
function Life({
  token,
  profile,
  now,
}: {
  readonly token: TokenReading;
  readonly profile: Profile;
  readonly now: number;
}) {
  const { iat, exp } = token.payload.members ?? {};
  const from = typeof iat === 'number' && Number.isFinite(iat) ? iat : undefined;
  const end = endOfToken(profile.lifetime, from, typeof exp === 'number' ? exp : undefined);
  if (from === undefined || end === undefined || !(end > from)) return null;
  const share = (now - from) / (end - from);
  const where =
    share < 0
      ? `valid in ${describeDuration(from - now)}`
      : share > 1
        ? `expired ${describeDuration(now - end)} ago`
        : `${describeDuration(end - now)} left`;
  return (
    <div class="life small">
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="life-all" x="10" y="2" width="80" height="2" />
        <rect class="life-now" x={Math.min(99, Math.max(0, 10 + share * 80)) - 0.25} y="0" width="0.6" height="6" />
      </svg>
      <span>
        Valid for {describeDuration(end - from)}, from {formatUtc(from)} to {formatUtc(end)}: {where}
      </span>
    </div>
  );
}
