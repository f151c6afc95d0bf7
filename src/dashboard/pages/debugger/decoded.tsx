import { endOfToken } from '../../../core/claims/lifetime.ts';
import { describeDuration, formatUtc } from '../../../core/claims/numeric-date.ts';
import type { Profile } from '../../../core/claims/profile.ts';
import type { Report } from '../../../core/evidence/report.ts';
import type { PartReading, TokenReading } from '../../../core/jws/reading.ts';
import { visible } from '../../../core/prose/visible.ts';
import { Members } from '../../parts/members.tsx';

interface Props {
  readonly report: Report;
  readonly token: TokenReading;
  readonly profile: Profile;
  /** NumericDate seconds. */
  readonly now: number;
}

/** Header and claims of the token, each member explained by the rules that judged. */
export function Decoded({ report, token, profile, now }: Props) {
  return (
    <section class="stack" aria-labelledby="decoded">
      <h2 id="decoded">Decoded</h2>
      <p class="muted small">
        By the rules of {profile.name}. What is decoded is not verified: anyone can write such a token.
      </p>
      <Life token={token} profile={profile} now={now} />
      <Part name="Header" part="header" reading={token.header} profile={profile} report={report} now={now} />
      <Part name="Claims" part="payload" reading={token.payload} profile={profile} report={report} now={now} />
    </section>
  );
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
