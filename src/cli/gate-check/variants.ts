import type { RawAnswer } from './ask-raw.ts';
import type { Change } from './changes.ts';
import { fault, isThrough, ok, type Probe, type Row, unchecked, type Variant } from './probe.ts';

/** A request that has to be refused, and what to call it. */
export type Named = readonly [name: string, variant: Variant];

/**
 * One row for requests that must not come through. `isFault` is a success unless said otherwise. A request that nobody
 * answered shows nothing, so a row is `ok` only where every one was answered.
 */
export async function refused(
  probe: Probe,
  { check, change, named }: { readonly check: string; readonly change: Change; readonly named: readonly Named[] },
  isFault: (answer: RawAnswer) => boolean = isThrough,
): Promise<Row> {
  const bad: string[] = [];
  const silent: string[] = [];
  for (const [name, variant] of named) {
    const answer = await probe.ask(variant);
    if (isFault(answer)) bad.push(`${name} (${answer.status})`);
    else if (answer.status === 0) silent.push(name);
  }
  if (bad.length > 0) return fault(check, bad.join(', '), change);
  if (silent.length > 0) return unchecked(check, `no answer to ${silent.join(', ')}`);
  return ok(check, `${named.length} requests`);
}

const escaped = (text: string) =>
  [...text].map((char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`).join('');

/** Spellings of a path that some hop may take for it, and another for something else. */
export function spellingsOf(target: string): readonly string[] {
  const [path = '/'] = target.split('?');
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.length === 0) return ['//', '/.', '/%2e', '/;x=1'];
  const [first = '', ...rest] = segments;
  const joined = (...parts: readonly string[]) => `/${parts.join('/')}`;
  return [
    `/${path}`,
    joined(first, '', ...rest),
    `/.${path}`,
    `/x/..${path}`,
    `/x/%2e%2e${path}`,
    `/x/..;${path}`,
    `/x/..%2f${segments.join('/')}`,
    `/x/%252e%252e${path}`,
    `/x\\..\\${segments.join('\\')}`,
    joined(escaped(first.slice(0, 1)) + first.slice(1), ...rest),
    `/${segments.join('%2f')}`,
    `${path};x=1`,
    `${path}/.`,
    `${path}%00`,
    `${path}%20`,
    path.toUpperCase() === path ? path.toLowerCase() : path.toUpperCase(),
  ].filter((one) => one !== path);
}

/** Spellings of `forbidden` that begin like a path that is allowed. */
export function climbsOf(allowed: string, forbidden: string): readonly string[] {
  const [path = '/'] = allowed.split('?');
  const base = path.replace(/\/+$/, '');
  const depth = base.split('/').length - 1;
  const to = forbidden.replace(/^\//, '');
  const climb = (step: string, separator: string) => Array.from({ length: depth }, () => step).join(separator);
  return [
    `${base}/${climb('..', '/')}/${to}`,
    `${base}/${climb('%2e%2e', '/')}/${to}`,
    `${base}/${climb('..', '%2f')}%2f${to}`,
    `${base}/${climb('..;', '/')}/${to}`,
    `${base}/${climb('%252e%252e', '/')}/${to}`,
    `${base}\\${climb('..', '\\')}\\${to}`,
    `${forbidden}?${path}`,
    `${forbidden}#${path}`,
  ];
}
