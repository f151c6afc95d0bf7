import type { HeaderField } from '../field.ts';
import { curlRequests, isCurl } from './curl-options.ts';
import { type Piece, readPieces } from './powershell-words.ts';
import { type RequestReading, type RequestsReading, readFault, splitUrl } from './reading.ts';

const COMMAND = /^(?:invoke-restmethod|invoke-webrequest|irm|iwr)$/i;

/**
 * Reads the requests of a PowerShell text: `Invoke-RestMethod` and `Invoke-WebRequest` with `-Headers @{…}` or a
 * variable that was filled before, and `curl.exe`. What stays a variable stays text.
 */
export function readPowershell(text: string): RequestsReading {
  const reading = readPieces(text);
  if (!reading.ok) return reading;
  const variables = new Variables();
  const requests: RequestReading[] = [];
  for (const pieces of reading.statements) {
    variables.learn(pieces);
    const at = pieces.findIndex((piece) => !piece.quoted && (COMMAND.test(piece.text) || isCurl(piece.text)));
    const command = pieces[at];
    if (command === undefined) continue;
    const rest = pieces.slice(at + 1);
    if (
      !COMMAND.test(command.text) &&
      !rest.some(({ text, quoted }) => !quoted && /^-(?:headers|uri|method)$/i.test(text))
    ) {
      const read = curlRequests(
        rest.map(({ text, quoted }) => (quoted ? variables.fillIn(text) : variables.textOf(text))),
        command.line,
      );
      if (!read.ok) return read;
      requests.push(...read.requests);
    } else requests.push(webRequest(rest, command.line, variables));
  }
  if (requests.length > 0) return { ok: true, requests };
  return readFault(1, 'an Invoke-RestMethod, Invoke-WebRequest or curl.exe command line');
}

function webRequest(pieces: readonly Piece[], line: number, variables: Variables): RequestReading {
  let method = 'GET';
  let address: string | undefined;
  let fields: readonly HeaderField[] = [];
  let body: string | undefined;
  const unread: string[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const { kind, text, quoted } = pieces[at] as Piece;
    if (kind === 'mark') continue;
    const next = pieces[at + 1];
    const parameter = quoted ? undefined : /^-(\w+):?$/.exec(text)?.[1]?.toLowerCase();
    if (parameter === undefined) {
      address ??= quoted ? variables.fillIn(text) : variables.textOf(text);
      continue;
    }
    const value =
      next?.kind === 'word' ? (next.quoted ? variables.fillIn(next.text) : variables.textOf(next.text)) : '';
    if (parameter === 'headers') {
      const table = next?.kind === 'mark' ? tableAt(pieces, at + 1, variables) : variables.table(next?.text ?? '');
      if (table === undefined) unread.push(`-Headers ${next?.text ?? ''}`.trim());
      else fields = [...fields, ...table];
      at = next?.kind === 'mark' ? closeOf(pieces, at + 1) : at + 1;
    } else if (SWITCHES.has(parameter)) continue;
    else {
      at++;
      if (parameter === 'method') method = value.toUpperCase();
      else if (parameter === 'uri') address = value;
      else if (parameter === 'body') body = value;
      else if (parameter === 'token') fields = [...fields, ['Authorization', `Bearer ${value}`]];
      else if (parameter === 'contenttype') fields = [...fields, ['Content-Type', value]];
      if (next?.kind === 'mark') at = closeOf(pieces, at);
    }
  }
  const split = address === undefined ? undefined : splitUrl(address);
  if (split === undefined && address !== undefined) unread.push(address);
  return {
    form: 'powershell',
    line,
    method,
    ...(split !== undefined && { url: split.url, target: split.target }),
    fields: [...(split === undefined ? [] : [['Host', split.host] as const]), ...fields],
    ...(body !== undefined && { body }),
    ...(unread.length > 0 && { unread }),
  };
}

const SWITCHES = new Set(
  'usebasicparsing skipcertificatecheck skipheadervalidation skiphttperrorcheck verbose passthru allowunencryptedauthentication'.split(
    ' ',
  ),
);

/** The entries of `@{ name = value; … }` whose brace stands at `open`. */
function tableAt(pieces: readonly Piece[], open: number, variables: Variables): HeaderField[] | undefined {
  if (pieces[open]?.text !== '{') return undefined;
  const fields: HeaderField[] = [];
  const end = closeOf(pieces, open);
  for (let at = open + 1; at < end; at++) {
    const [name, equals] = [pieces[at], pieces[at + 1]];
    if (name?.kind !== 'word' || equals?.text !== '=' || equals.kind !== 'mark') continue;
    let value = '';
    // Adjoining words are one value: "Bearer " + $token.
    for (at += 2; at < end && !(pieces[at]?.kind === 'mark' && pieces[at]?.text === ';'); at++) {
      const piece = pieces[at] as Piece;
      if (piece.kind === 'word' && piece.text !== '+')
        value += piece.quoted ? variables.fillIn(piece.text) : variables.textOf(piece.text);
    }
    fields.push([name.text, value]);
  }
  return fields;
}

function closeOf(pieces: readonly Piece[], open: number): number {
  let depth = 0;
  for (let at = open; at < pieces.length; at++) {
    const { kind, text } = pieces[at] as Piece;
    if (kind !== 'mark') continue;
    if ('{(['.includes(text)) depth++;
    else if ('})]'.includes(text) && --depth <= 0) return at;
  }
  return pieces.length;
}

/** What the text itself puts into variables. */
class Variables {
  readonly #texts = new Map<string, string>();
  readonly #tables = new Map<string, HeaderField[]>();

  /** `$x = 'text'`, `$x = @{…}`, `$x['name'] = 'text'`, `$x.Add('name', 'text')`. */
  learn(pieces: readonly Piece[]): void {
    const [first, second] = pieces;
    const name = first && !first.quoted ? /^\$(\w+)(\.Add)?$/i.exec(first.text) : null;
    if (!name?.[1]) return;
    const key = name[1].toLowerCase();
    const words = pieces.slice(1).filter(({ kind }) => kind === 'word');
    const values = words.map(({ text, quoted }) => (quoted ? this.fillIn(text) : this.textOf(text)));
    const [entry, ...value] = values;
    if ((name[2] !== undefined || second?.text === '[') && entry !== undefined) {
      this.#tables.set(key, [...(this.#tables.get(key) ?? []), [entry, value.filter((text) => text !== '+').join('')]]);
    } else if (second?.text === '=' && pieces[2]?.text === '{') this.#tables.set(key, tableAt(pieces, 2, this) ?? []);
    else if (second?.text === '=' && /^new-object$/i.test(pieces[2]?.text ?? '')) this.#tables.set(key, []);
    else if (second?.text === '=' && pieces.length === 3 && entry !== undefined) this.#texts.set(key, entry);
  }

  table(variable: string): readonly HeaderField[] | undefined {
    return this.#tables.get(variable.replace(/^\$/, '').toLowerCase());
  }

  textOf(word: string): string {
    return /^\$\w+$/.test(word) ? (this.#texts.get(word.slice(1).toLowerCase()) ?? word) : word;
  }

  fillIn(text: string): string {
    return text.replace(
      /\$(?:\{(\w+)\}|(\w+))/g,
      (whole, braced, bare) => this.#texts.get(String(braced ?? bare).toLowerCase()) ?? whole,
    );
  }
}
