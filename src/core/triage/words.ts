import type { Summary, SummaryCause } from './summary.ts';
import type { Counted } from './top-counts.ts';

/** What the numbers leave out, in whole sentences. */
export function notes(summary: Summary): string[] {
  const { isStopped, notRefused, withoutTime, signatures, lines } = summary;
  const said: string[] = [];
  if (isStopped) said.push(`Stopped after ${amount(lines, 'line')}: all numbers are for the lines up to there.`);
  if (notRefused > 0) said.push(`${amount(notRefused, 'request')} with a status below 400 left out.`);
  if (withoutTime > 0)
    said.push(`${amount(withoutTime, 'request')} without a time: causes that depend on time could not be checked.`);
  if (summary.unread.lines > 0) said.push(unreadNote(summary));
  if (signatures === null) said.push('Signatures were not checked: no key was given.');
  else if (signatures.notChecked > 0) {
    said.push(
      `Signatures of ${amount(signatures.checked, 'token')} checked; ${number(signatures.notChecked)} more could not be checked.`,
    );
  } else said.push(`Signatures of ${amount(signatures.checked, 'token')} checked.`);
  return said;
}

const REASONS = {
  json: 'broken JSON',
  record: 'JSON without a request in it',
  text: 'in no known format',
  long: 'longer than 4 MiB',
} as const;

function unreadNote({ unread, lines }: Summary): string {
  const { first, reasons } = unread;
  const names = (Object.keys(REASONS) as (keyof typeof REASONS)[]).filter((name) => reasons[name] > 0);
  const why = names.map((name) => (names.length === 1 ? REASONS[name] : `${number(reasons[name])} ${REASONS[name]}`));
  return `${amount(unread.lines, 'line')} of ${number(lines)} not read (${why.join(', ')}), the first at ${first}.`;
}

export function nameOf(cause: SummaryCause['cause']): string {
  return cause ?? 'nothing found';
}

export function counted({ judged, lines }: Summary): string {
  return `${amount(judged, 'request')} of ${amount(lines, 'line')}`;
}

/** A count that may be too small says so. */
export function howMany({ count, isAtLeast }: Counted): string {
  return isAtLeast ? `at least ${number(count)}` : number(count);
}

export function percent(share: number): string {
  const value = share * 100;
  return value > 0 && value < 0.1 ? 'under 0.1 %' : `${value.toFixed(1)} %`;
}

/** `1,234,567`. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

export function amount(value: number, what: string): string {
  return `${number(value)} ${what}${value === 1 ? '' : 's'}`;
}
