import { isJsonObject, type JsonValue, parseJson } from '../encoding/json.ts';
import { keyInSource, type SourceLiteral } from './source-literal.ts';

const BEGIN = '-----BEGIN ';
const MAX_DEPTH = 64;
/** Larger texts hold no settings. */
const LONGEST = 1_048_576;

/**
 * The key as the text that it stands in gives it to a program: a member of JSON, a variable that a shell sets, a string
 * literal, an indented block of YAML. `undefined` where the key stands by itself, quotation marks and all: those are
 * part of it then.
 */
export function heldKey(source: string): SourceLiteral | undefined {
  if (source.length > LONGEST) return undefined;
  return source.includes(BEGIN)
    ? (inJson(source) ?? inShell(source) ?? inBlock(source) ?? inLiteral(source))
    : inBody(source);
}

function inJson(source: string): SourceLiteral | undefined {
  if (!/^\s*[[{]/.test(source)) return undefined;
  const { value } = parseJson(source, { maxDepth: MAX_DEPTH });
  const texts = value === undefined ? [] : textsIn(value);
  const text = texts.find((one) => one.includes('PRIVATE KEY')) ?? texts[0];
  return text === undefined ? undefined : { text, line: lineOf(source, source.indexOf(BEGIN)) };
}

function textsIn(value: JsonValue): string[] {
  if (typeof value === 'string') return value.trimStart().startsWith(BEGIN) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** The quotation marks are the shell's, and `\n` stays two characters, but in `$'…'`. */
function inShell(source: string): SourceLiteral | undefined {
  const found = /(?:^|[\s;])(\w+)=(\$?)(["'])(-----BEGIN [^"']*)\3/.exec(source);
  if (found === null) return undefined;
  const [, , dollar, , value = ''] = found;
  const text = dollar === '$' ? value.replace(/\\n/g, '\n').replace(/\\r/g, '\r') : value;
  return { text, line: lineOf(source, source.indexOf(BEGIN)) };
}

/** `key: |` and lines that stand further to the right. */
function inBlock(source: string): SourceLiteral | undefined {
  const found = /^[ \t-]*["']?[\w./-]{1,80}["']?:[ \t]*\|[-+]?[ \t]*\r?\n([ \t]+)(?=-----BEGIN )/m.exec(source);
  if (found === null) return undefined;
  const start = found.index + found[0].length;
  const indent = found[1] ?? '';
  const lines: string[] = [];
  for (const line of source.slice(start - indent.length).split('\n')) {
    if (!line.startsWith(indent)) break;
    lines.push(line.slice(indent.length));
  }
  return { text: `${lines.join('\n')}\n`, line: lineOf(source, start) };
}

/** What stands before a literal in a program: a sign that gives the value to something. */
const GIVEN =
  /(?:[:=(,[>+{]|\breturn|=>|\bString|<<<?[-~]?\s*["']?\w+["']?|%q.)\s*\\?\s*(?:[rRbBuUfF@$]{0,2})?(?:["'`]{1,3}|[({|])?\s*\\?\s*$/;
const OF_PHP = /<\?php|^\s*\$\w+\s*=/m;
const OF_RUBY =
  /^\s*(?:require|require_relative|def|module|class)\s[^{;]*$|^\s*end\s*$|\bENV\[|OpenSSL::|JWT\.encode|File\.read/m;
const OF_CSHARP = /^\s*using\s+[\w.]+;|\b(?:var|string|let)\s+\w+\s*=\s*"{3}/m;
const OF_JAVA = /^\s*(?:public|private|protected|String|package|final)\s/m;

/** In PHP and Ruby single quotes keep `\n` as two characters; in the other languages both kinds are alike. */
function inLiteral(source: string): SourceLiteral | undefined {
  const at = source.indexOf(BEGIN);
  const before = source.slice(Math.max(0, at - 200), at);
  if (/(?:^|\s)\w+=["'`]$/.test(before) || !GIVEN.test(before)) return undefined;
  const language = OF_PHP.test(source)
    ? 'php'
    : OF_JAVA.test(source)
      ? 'java'
      : OF_CSHARP.test(source)
        ? 'cs'
        : OF_RUBY.test(source)
          ? 'rb'
          : 'js';
  return keyInSource(source, language);
}

/** The body of a key alone, as Java has it. */
function inBody(source: string): SourceLiteral | undefined {
  const found = /[=:(]\s*["'`](MI[A-Za-z0-9+/]{80,12000}={0,2})["'`]/.exec(source);
  return found?.[1] === undefined ? undefined : { text: found[1], line: lineOf(source, found.index) };
}

function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}
