/** A Bearer challenge: the WWW-Authenticate field of a 401 or 403 (RFC 6750 §3). */
export interface Challenge {
  readonly realm: string;
  /** RFC 6750 §3.1; absent where the request had no credentials. */
  readonly error?: string;
  /** One sentence for a developer. */
  readonly description?: string;
  /** Page that explains the error. */
  readonly uri?: string;
}

/**
 * The field value. Whatever the words hold, the result is one line of printable ASCII whose quoted strings end where
 * they should: other characters become `?`, and in `error_description` quotes and backslashes are replaced, as RFC 6750
 * §3 leaves no way to write them.
 */
export function formatChallenge(challenge: Challenge): string {
  let value = `Bearer realm="${printable(challenge.realm).replace(/["\\]/g, '\\$&')}"`;
  if (challenge.error !== undefined) value += `, error="${unquotable(challenge.error)}"`;
  if (challenge.description !== undefined) value += `, error_description="${unquotable(challenge.description)}"`;
  if (challenge.uri !== undefined) value += `, error_uri="${unquotable(challenge.uri).replaceAll(' ', '%20')}"`;
  return value;
}

/** Reads the Bearer challenge out of a WWW-Authenticate field, which may hold several (RFC 9110 §11.6.1). */
export function parseChallenge(value: string): Partial<Challenge> | undefined {
  let inBearer = false;
  const parameters = new Map<string, string>();
  for (const item of itemsOf(value)) {
    const match = /^(?:([^\s"=,]+)[ \t]+)?(?:([^\s"=,]+)[ \t]*=[ \t]*(.*))?$/s.exec(item);
    const scheme = match?.[1] ?? (match?.[2] === undefined ? item : undefined);
    if (scheme !== undefined) {
      if (inBearer) break;
      inBearer = scheme.toLowerCase() === 'bearer';
    }
    const name = match?.[2]?.toLowerCase();
    if (inBearer && name !== undefined && !parameters.has(name)) parameters.set(name, unquote(match?.[3] ?? ''));
  }
  if (!inBearer) return undefined;
  const challenge: { -readonly [name in keyof Challenge]?: string } = {};
  for (const [name, member] of MEMBERS) {
    const parameter = parameters.get(name);
    if (parameter !== undefined) challenge[member] = parameter;
  }
  return challenge;
}

const MEMBERS = [
  ['realm', 'realm'],
  ['error', 'error'],
  ['error_description', 'description'],
  ['error_uri', 'uri'],
] as const;

function printable(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[^ -~]/gu, '?');
}

function unquotable(text: string): string {
  return printable(text).replaceAll('"', "'").replaceAll('\\', '/');
}

/** Splits at the commas that stand outside of quotes. */
function itemsOf(value: string): string[] {
  const items: string[] = [];
  let item = '';
  let quoted = false;
  for (let at = 0; at <= value.length; at++) {
    const character = value.charAt(at);
    if (at === value.length || (character === ',' && !quoted)) {
      if (item.trim() !== '') items.push(item.trim());
      item = '';
      continue;
    }
    if (character === '"') quoted = !quoted;
    item += character;
    if (character === '\\' && quoted) item += value.charAt(++at);
  }
  return items;
}

function unquote(text: string): string {
  return text.startsWith('"') ? text.replace(/^"|"$/g, '').replace(/\\(.)/gs, '$1') : text;
}
