import type { HeaderField } from '../field.ts';
import { curlRequests, isCurl } from './curl-options.ts';
import { type Piece, readPieces } from './powershell-words.ts';
import { type RequestReading, type RequestsReading, readFault, splitUrl, withOpenValue } from './reading.ts';

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
        rest.map((piece) => variables.valueOf(piece)),
        command.line,
        variables.open,
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
    const piece = pieces[at] as Piece;
    const { kind, text, quoted } = piece;
    if (kind === 'mark') continue;
    const next = pieces[at + 1];
    const parameter = quoted ? undefined : parameterIn(text);
    if (parameter === undefined) {
      address ??= variables.valueOf(piece);
      continue;
    }
    const value = next?.kind === 'word' ? variables.valueOf(next) : '';
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
      else if (parameter === 'token')
        fields = [
          ...fields,
          ['Authorization', `Bearer ${next?.kind === 'mark' ? secureIn(pieces, at, variables) : value}`],
        ];
      else if (parameter === 'contenttype') fields = [...fields, ['Content-Type', value]];
      if (next?.kind === 'mark') at = closeOf(pieces, at);
    }
  }
  const split = address === undefined ? undefined : splitUrl(address);
  if (split === undefined && address !== undefined) unread.push(address);
  const request: RequestReading = {
    form: 'powershell',
    line,
    method,
    ...(split !== undefined && { url: split.url, target: split.target }),
    fields: [...(split === undefined ? [] : [['Host', split.host] as const]), ...fields],
    ...(body !== undefined && { body }),
    ...(unread.length > 0 && { unread }),
  };
  return withOpenValue(request, variables.open);
}

/** Parameters may be shortened as long as one of them begins so; of several, `-Headers` is what people mean by `-H`. */
function parameterIn(text: string): string | undefined {
  const name = /^-(\w+):?$/.exec(text)?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  return ['headers', 'method', 'uri', 'body', 'token', 'contenttype'].find((one) => one.startsWith(name)) ?? name;
}

/** `(ConvertTo-SecureString 'text' -AsPlainText)`: its text. */
function secureIn(pieces: readonly Piece[], open: number, variables: Variables): string {
  const inside = pieces.slice(open, closeOf(pieces, open));
  const command = inside.findIndex(({ text }) => SECURE.test(text));
  const given = inside.slice(command + 1).find(({ text, quoted }) => quoted || !text.startsWith('-'));
  return command === -1 || given === undefined ? variables.left('$(…)') : variables.valueOf(given);
}

const SECURE = /^ConvertTo-SecureString$/i;
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
      if (piece.kind === 'word' && piece.text !== '+') value += variables.valueOf(piece);
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
  /** Variables that were asked for and are not set in the text: `$token`, `$env:TOKEN`. */
  readonly open: string[] = [];
  readonly #texts = new Map<string, string>();
  readonly #tables = new Map<string, HeaderField[]>();

  /** `$x = 'text'`, `$x = @{…}`, `$x['name'] = 'text'`, `$x.Add('name', 'text')`. */
  learn(pieces: readonly Piece[]): void {
    const [first, second] = pieces;
    const name = first && !first.quoted ? /^\$(\w+)(\.Add)?$/i.exec(first.text) : null;
    if (!name?.[1]) return;
    const key = name[1].toLowerCase();
    const words = pieces.slice(1).filter(({ kind }) => kind === 'word');
    const values = words.map((word) => this.valueOf(word));
    const [entry, ...value] = values;
    if ((name[2] !== undefined || second?.text === '[') && entry !== undefined) {
      this.#tables.set(key, [...(this.#tables.get(key) ?? []), [entry, value.filter((text) => text !== '+').join('')]]);
    } else if (second?.text === '=' && pieces[2]?.text === '{') this.#tables.set(key, tableAt(pieces, 2, this) ?? []);
    else if (second?.text === '=' && /^new-object$/i.test(pieces[2]?.text ?? '')) this.#tables.set(key, []);
    else if (second?.text === '=' && SECURE.test(pieces[2]?.text ?? ''))
      this.#texts.set(key, secureIn(pieces, 2, this));
    else if (second?.text === '=' && pieces.length === 3 && entry !== undefined) this.#texts.set(key, entry);
  }

  left(word: string): string {
    this.open.push(word);
    return word;
  }

  table(variable: string): readonly HeaderField[] | undefined {
    return this.#tables.get(variable.replace(/^\$/, '').toLowerCase());
  }

  valueOf({ text, quoted, literal }: Piece): string {
    if (literal) return text;
    return quoted ? this.#fillIn(text) : this.#textOf(text);
  }

  #textOf(word: string): string {
    return /^\$[\w:.()]+$/.test(word) ? (this.#texts.get(word.slice(1).toLowerCase()) ?? this.left(word)) : word;
  }

  #fillIn(text: string): string {
    return text.replace(
      /\$(?:\{(\w+)\}|(env:\w+|\w+)|\([^)]{0,200}\))/gi,
      (whole, braced, bare) => this.#texts.get(String(braced ?? bare).toLowerCase()) ?? this.left(whole),
    );
  }
}
