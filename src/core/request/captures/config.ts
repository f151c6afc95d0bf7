import { isJsonObject, type JsonObject, parseJson } from '../../encoding/json.ts';

/** One value of a configuration, where it stands. */
export interface Setting {
  /** As it is spelled there: `VONAGE_PRIVATE_KEY`, `private-key`. */
  readonly name: string;
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

/** What a configuration says about credentials. */
export interface ConfigReading {
  readonly form: 'env' | 'json';
  /** The text of a private key, or the path of its file; empty where it is named, and set nowhere. */
  readonly privateKey?: Setting;
  readonly applicationId?: Setting;
  readonly apiKey?: Setting;
}

/**
 * Reads the credentials out of a `.env` file (quotes, `export`, values over several lines, `\n`), or out of JSON:
 * `.vonagerc`, `~/.vonage/config.json`, `vonage.config.json`, `vonage_app.json`. The first spelling that occurs counts.
 * `undefined` where the text names none of them.
 */
export function readConfig(source: string): ConfigReading | undefined {
  const text = source.replace(/^\ufeff/, '').replace(/\r\n/g, '\n');
  const isJson = /^\s*\{/.test(text);
  const settings = isJson ? jsonSettings(text) : envSettings(text);
  const found: { privateKey?: Setting; applicationId?: Setting; apiKey?: Setting } = {};
  for (const setting of settings) {
    const what = meaningOf(setting.name);
    if (what !== undefined && setting.value !== '') found[what] ??= setting;
  }
  const unset = settings.find(({ name }) => meaningOf(name) === 'privateKey');
  if (unset) found.privateKey ??= unset;
  return Object.keys(found).length === 0 ? undefined : { form: isJson ? 'json' : 'env', ...found };
}

type Meaning = 'privateKey' | 'applicationId' | 'apiKey';

/** The same thing has many spellings: `VONAGE_APPLICATION_PRIVATE_KEY_PATH`, `private-key`, `privateKey`. */
function meaningOf(name: string): Meaning | undefined {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^(?:vonage|nexmo|mintmark)/, '');
  if (/^(?:application|app)?privatekey(?:path|file|64|base64)?$/.test(plain)) return 'privateKey';
  if (/^app(?:lication)?id$/.test(plain)) return 'applicationId';
  return plain === 'apikey' ? 'apiKey' : undefined;
}

function jsonSettings(text: string): Setting[] {
  const { value } = parseJson(text);
  return isJsonObject(value) ? membersOf(value, text) : [];
}

/** Members of the object, and of objects in it. */
function membersOf(value: JsonObject, text: string): Setting[] {
  return Object.entries(value).flatMap(([name, inner]): Setting[] => {
    if (typeof inner === 'string') return [{ name, value: inner, line: lineOf(text, `"${name}"`) }];
    return isJsonObject(inner) ? membersOf(inner, text) : [];
  });
}

function lineOf(text: string, what: string): number {
  return text.slice(0, Math.max(0, text.indexOf(what))).split('\n').length;
}

const NAME = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*/;

function envSettings(text: string): Setting[] {
  const settings: Setting[] = [];
  const lines = text.split('\n');
  const unclosed = new Set<string>();
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const [start, name] = NAME.exec(line) ?? [];
    if (start === undefined || name === undefined) continue;
    const rest = line.slice(start.length);
    const quote = /^["'`]/.exec(rest)?.[0];
    const isOpen = quote !== undefined && !unclosed.has(quote);
    const read = isOpen ? quotedValue(lines, at, start.length, quote) : undefined;
    // What is not closed to the end is not closed further on.
    if (isOpen && read === undefined) unclosed.add(quote);
    settings.push({ name, value: read?.value ?? bareValue(lines, at, rest), line: at + 1 });
    at = read?.lastLine ?? at;
  }
  return settings;
}

/** A value in quotes may go over lines. Only in double quotes does `\n` stand for a line end. */
function quotedValue(lines: readonly string[], from: number, column: number, quote: string) {
  let inside = '';
  for (let at = from; at < lines.length; at++) {
    const line = at === from ? (lines[at] as string).slice(column + 1) : `\n${lines[at]}`;
    const end = closeIn(line, quote);
    if (end !== -1) {
      inside += line.slice(0, end);
      const value = quote === '"' ? inside.replace(/\\(.)/gs, (_, escaped) => ESCAPES[escaped] ?? escaped) : inside;
      return { value, lastLine: at };
    }
    inside += line;
  }
  return undefined;
}

function closeIn(line: string, quote: string): number {
  for (let at = 0; at < line.length; at++) {
    if (line.charAt(at) === '\\' && quote === '"') at++;
    else if (line.charAt(at) === quote) return at;
  }
  return -1;
}

const ESCAPES: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t' };

/** Lines: those of an RSA key of 16,384 bits, and more. */
const LONGEST_PEM = 400;

/** Without quotes a value ends with its line, but a PEM text that was pasted as it is goes on to its last line. */
function bareValue(lines: readonly string[], from: number, rest: string): string {
  if (!/-----BEGIN [^-]+-----\s*$/.test(rest)) return rest.replace(/\s+#.*$/, '').trim();
  const behind = lines.slice(from + 1, from + 1 + LONGEST_PEM);
  const end = behind.findIndex((line) => /-----END /.test(line));
  return end === -1 ? rest : [rest, ...behind.slice(0, end + 1)].join('\n');
}
