import { describeDuration, formatUtc, readNumericDate } from '../../core/claims/numeric-date.ts';
import type { ClaimRule, Profile } from '../../core/claims/profile.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { marked } from '../../core/evidence/doc.ts';
import type { ReportFinding } from '../../core/evidence/report.ts';
import { visible } from '../../core/prose/visible.ts';
import { absoluteTime } from '../browser/time-words.ts';
import { articleOf } from './finding.tsx';
import { Icon } from './icon.tsx';
import { Scroller } from './scroller.tsx';
import { Inlines } from './words.tsx';

interface Props {
  readonly part: 'header' | 'payload';
  readonly members: JsonObject;
  readonly profile: Profile;
  readonly findings: readonly ReportFinding[];
  /** The clock by which times are told: NumericDate seconds. */
  readonly now: number;
  readonly reportId?: string | undefined;
}

interface Rule {
  readonly name: string;
  readonly means: string;
  readonly required: boolean;
  readonly claim?: ClaimRule;
}

const SHOWN_CHARACTERS = 400;

/** The members of a header or of a claims set: value, what it means, in human time, and the verdict of its rule. */
export function Members({ part, members, profile, findings, now, reportId }: Props) {
  const rules = rulesOf(part, profile);
  const absent = rules.filter(({ name, required }) => required && !(name in members));
  const rows = [...Object.keys(members), ...absent.map(({ name }) => name)];
  return (
    <Scroller name={part === 'header' ? 'JOSE Header' : 'Claims'}>
      <table class={`list stacked members part-${part}-table`}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
            <th scope="col">What it means</th>
            <th scope="col">Its rule</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((name) => {
            const rule = rules.find((one) => one.name === name);
            const isThere = name in members;
            return (
              <tr key={name}>
                <th scope="row">
                  <code class={`part-${part}`}>{visible(name)}</code>
                </th>
                <td data-label="Value">
                  {isThere ? <code>{visible(valueText(members[name]))}</code> : <span class="muted">not there</span>}
                </td>
                <td data-label="Meaning">
                  {rule?.claim?.type === 'numeric-date' && isThere && <HumanTime value={members[name]} now={now} />}
                  {rule && (
                    <span class="muted small">
                      <Inlines inlines={marked(rule.means)} />
                    </span>
                  )}
                </td>
                <td data-label="Its rule">
                  <Verdict finding={findingAt(findings, part, name, isThere)} rule={rule} reportId={reportId} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroller>
  );
}

function Verdict({
  finding,
  rule,
  reportId,
}: {
  readonly finding: ReportFinding | undefined;
  readonly rule: Rule | undefined;
  readonly reportId: string | undefined;
}) {
  if (finding) {
    return (
      <a class="rule-verdict rejected" href={articleOf(finding.cause, reportId)}>
        <Icon name={finding.severity === 'fault' ? 'cross' : 'alert'} /> {finding.cause}
      </a>
    );
  }
  if (!rule) return <span class="muted small">no rule checks it</span>;
  return (
    <span class="rule-verdict accepted">
      <Icon name="check" /> holds
    </span>
  );
}

function HumanTime({ value, now }: { readonly value: unknown; readonly now: number }) {
  const reading = readNumericDate(value);
  if (reading.kind !== 'seconds') return null;
  const difference = reading.seconds - now;
  const date = new Date(reading.seconds * 1000);
  const relative = difference < 0 ? `${describeDuration(difference)} ago` : `in ${describeDuration(difference)}`;
  if (Number.isNaN(date.getTime())) return null;
  return (
    <div>
      <time dateTime={date.toISOString()} title={absoluteTime(date)}>
        {formatUtc(reading.seconds)}
      </time>
      , {relative}
    </div>
  );
}

const HEADER_MEANS: { readonly [name: string]: string } = {
  alg: 'How it claims to be signed.',
  typ: 'What kind of token it is.',
  kid: 'Which key signed it.',
};

function rulesOf(part: Props['part'], { algorithms, header, claims }: Profile): readonly Rule[] {
  if (part === 'payload') {
    return claims.map((claim) => ({ name: claim.name, means: claim.means, required: claim.required, claim }));
  }
  const alg = { name: 'alg', means: `${HEADER_MEANS['alg']} Accepted: ${algorithms.join(', ')}.`, required: true };
  return [alg, ...header.map(({ name, required }) => ({ name, means: HEADER_MEANS[name] ?? '', required }))];
}

/** The finding at this member. One that is absent is told by the cause whose facts name it. */
function findingAt(
  findings: readonly ReportFinding[],
  part: Props['part'],
  name: string,
  isThere: boolean,
): ReportFinding | undefined {
  if (!isThere) {
    return findings.find(
      ({ cause, facts }) =>
        /-(?:missing|misnamed)$/.test(cause) && JSON.stringify(facts).includes(JSON.stringify(name)),
    );
  }
  const pointer = `/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  const own = findings.filter(({ at }) => at?.in === 'token' && at.part === part && at.pointer !== null);
  return own.find(({ at }) => at?.pointer === pointer || at?.pointer?.startsWith(`${pointer}/`));
}

function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}… (${text.length} characters)` : text;
}
