import { describeDuration, formatUtc, readNumericDate } from '../../core/claims/numeric-date.ts';
import type { ClaimRule, Profile } from '../../core/claims/profile.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { ReportFinding } from '../../core/evidence/report.ts';
import type { Part, PartReading, TokenReading } from '../../core/jws/reading.ts';
import { withheldText } from '../../core/observe/withheld.ts';
import { columnsOf, flow } from '../../core/prose/layout.ts';
import { tokenAnatomy } from '../../core/prose/token-anatomy.ts';
import { visible } from '../../core/prose/visible.ts';
import type { Paper } from './terminal.ts';

/** A token, taken apart, and what was noticed in it. */
export interface Inspection {
  readonly token: TokenReading;
  readonly profile: Profile;
  readonly findings: readonly ReportFinding[];
  /** NumericDate seconds. */
  readonly now: number;
  /** The signature verifies under a key that was given. */
  readonly isVerified: boolean;
}

/** Header and claims of a token: name, value, the verdict of its rule; below, what it means, in human time. */
export function drawToken({ token, profile, findings, now, isVerified }: Inspection, paper: Paper): string {
  const fault = findings.find(({ at }) => at?.in === 'token');
  const rules = new Map(profile.claims.map((rule) => [rule.name, rule]));
  const meaning = (name: string, value: unknown) =>
    [inHumanTime(rules.get(name), value, now), rules.get(name)?.means ?? ''].filter((part) => part !== '').join('. ');
  const bytes = token.signature.bytes?.length;
  return [
    isVerified
      ? 'Decoded, and verified with the key that you gave.'
      : 'Decoded, not verified: anyone can write such a token.',
    '',
    ...tokenAnatomy(token.text, fault?.at ?? null, fault?.cause ?? '', paper.paint),
    '',
    paper.paint('Header', 'header'),
    ...members('header', token.header, findings, paper, (name) =>
      name === 'alg' ? 'How it claims to be signed.' : '',
    ),
    '',
    paper.paint('Claims', 'payload'),
    ...members('payload', token.payload, findings, paper, meaning),
    '',
    paper.paint('Signature', 'signature'),
    bytes === undefined ? '  cannot be decoded' : `  ${bytes} bytes, ${isVerified ? 'verified' : 'not verified'}`,
    ...noticed(findings, paper),
  ].join('\n');
}

function members(
  part: Part,
  { members: found, text }: PartReading,
  findings: readonly ReportFinding[],
  paper: Paper,
  meaning: (name: string, value: unknown) => string,
): string[] {
  if (found === undefined)
    return [text === undefined ? '  cannot be decoded' : `  not a JSON object: ${visible(cut(otherText(text), 200))}`];
  const names = Object.keys(found);
  if (names.length === 0) return ['  none'];
  const width = Math.min(24, Math.max(...names.map((name) => columnsOf(visible(name)))));
  const indent = ' '.repeat(width + 4);
  return names.flatMap((name) => {
    const label = `  ${visible(name).padEnd(width)}  `;
    const verdict = ruleVerdict(findings, part, name, found);
    const means = meaning(name, found[name]);
    const value = visible(valueText(found[name]));
    const gap = ' '.repeat(Math.max(2, paper.width - columnsOf(label) - columnsOf(value) - columnsOf(verdict)));
    return [
      paper.paint(label, 'muted') + value + (verdict === '' ? '' : gap + paper.paint(verdict, 'fault')),
      ...(means === '' ? [] : flow([means], paper.width, (word) => paper.paint(word, 'muted'), indent)),
    ];
  });
}

/** The cause that was found at this member, if any. */
function ruleVerdict(findings: readonly ReportFinding[], part: Part, name: string, members: JsonObject): string {
  const pointer = `/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  const own = findings.filter(({ at }) => at?.in === 'token' && at.part === part && at.pointer !== null);
  const found = own.find(({ at }) => at?.pointer === pointer || at?.pointer?.startsWith(`${pointer}/`));
  return found !== undefined && name in members ? found.cause : '';
}

function inHumanTime(rule: ClaimRule | undefined, value: unknown, now: number): string {
  if (rule?.type !== 'numeric-date') return '';
  const reading = readNumericDate(value);
  if (reading.kind !== 'seconds') return '';
  const difference = reading.seconds - now;
  const relative = difference < 0 ? `${describeDuration(difference)} ago` : `in ${describeDuration(difference)}`;
  return `${formatUtc(reading.seconds)}, ${relative}`;
}

function noticed(findings: readonly ReportFinding[], { paint, width }: Paper): string[] {
  if (findings.length === 0) return [];
  const column = Math.max(...findings.map(({ cause }) => cause.length)) + 4;
  return [
    '',
    paint('Noticed', 'strong'),
    ...findings.flatMap(({ cause, title }) =>
      flow([title], width, (word) => word, `  ${cause.padEnd(column - 2)}`, ' '.repeat(column)),
    ),
  ];
}

/** What a part decodes to where it is no JSON object: only what begins as JSON does, for a secret may have been pasted. */
export function otherText(text: string): string {
  return /^\s*[{["]/.test(text) ? withheldText(text) : `(withheld: ${text.length} characters that are not JSON)`;
}

function valueText(value: unknown): string {
  return cut(typeof value === 'string' ? value : JSON.stringify(value), 400);
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}… (${text.length} characters)` : text;
}
