import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { classifyText } from '../../core/keys/classify-text.ts';
import { heldKey } from '../../core/keys/held-key.ts';
import { keyInSource } from '../../core/keys/source-literal.ts';
import { readConfig } from '../../core/request/captures/config.ts';
import { reasonOf, usage } from '../terminal/failure.ts';
import { keyInYaml, keyInYamlText } from './yaml-key.ts';

/** What a key argument led to. */
export interface KeyArgument {
  readonly text: string | Uint8Array;
  /** Where it was found, to be named in words: a path, `standard input`, `NAME`, `the command line`. */
  readonly from: string;
  /** How to name it in a command again: a path, `-`, `env:NAME`, or `KEY` for a text. */
  readonly name: string;
  /** The `.env` file that it stands in, and the variable. */
  readonly env?: { readonly text: string; readonly variable: string };
}

const EXPECTED = 'Expected a file, - for standard input, env:NAME, or the text of a key';
const LIMIT_BYTES = 1_048_576;

/**
 * A key argument: a file, `-` for standard input, `env:NAME`, or the text of a key itself. A value of the environment
 * may be a path too. @throws Failure (usage); the text is never repeated.
 */
export function readKeyArgument(argument: string, what: string): KeyArgument {
  if (argument === '-') {
    const text = readInput(what);
    return { text: heldIn(Buffer.from(text).toString('utf8'))?.text ?? text, from: 'standard input', name: '-' };
  }
  const [, name] = /^env:(\w+)$/.exec(argument) ?? [];
  if (name !== undefined) {
    const value = process.env[name];
    if (value === undefined) throw usage(`${what}: the environment variable ${name} is not set`);
    return isFile(value) ? readKeyFile(value, what) : { text: value, from: name, name: argument };
  }
  if (isFile(argument)) return readKeyFile(argument, what);
  if (argument === '') throw usage(`${what}: nothing was given: is the variable set?`, EXPECTED);
  if (isDirectory(argument)) throw usage(`${what}: ${argument} is a directory`, 'Name the key file in it');
  if (looksLikeKeyText(argument)) return { text: argument, from: 'the command line', name: 'KEY' };
  throw usage(`${what}: there is no file ${nameOf(argument)}`, EXPECTED);
}

/** A path as it was given; anything else could be a secret in the wrong place. */
function nameOf(argument: string): string {
  const fault = classifyText(argument);
  if (fault.kind === 'path' || /^[a-z._-]{1,40}$/i.test(argument)) return argument.slice(0, 200);
  const looksLike = fault.kind === 'secret' ? `, which look like ${fault.looksLike}` : '';
  return `named by the ${argument.length} characters that were given${looksLike}`;
}

/** Standard input, whole. */
export function readInput(what: string): Uint8Array {
  return read(0, 'standard input', what);
}

function readKeyFile(path: string, what: string): KeyArgument {
  const text = read(path, path, what);
  if (CONFIG_FILE.test(path)) return keyInConfig(path, text, what);
  const language = SOURCE_FILE.exec(path)?.[1]?.toLowerCase();
  const literal = language === undefined ? undefined : keyInSource(Buffer.from(text).toString('utf8'), language);
  if (literal !== undefined) return { text: literal.text, from: `${path}, line ${literal.line}`, name: path };
  const inside = OTHER_JSON.test(path)
    ? keyInMember(path, text)
    : YAML_FILE.test(path)
      ? keyInScalar(path, text)
      : keyInText(path, text);
  return inside ?? { text, from: path, name: path };
}

/** The source of a program: its literals are the language's. */
const SOURCE_FILE = /\.(py|java|kt|kts|groovy|scala|cs|php|go|rb|swift|rs|[cm]?[jt]sx?)$/i;
const YAML_FILE = /\.ya?ml$/i;

/** YAML says what its scalar is; how it was written is told by what is lost in it. */
function keyInScalar(path: string, text: Uint8Array): KeyArgument | undefined {
  const found = keyInYaml(Buffer.from(text).toString('utf8'));
  return found && { text: found.value, from: `${path}, line ${found.line}`, name: path };
}

/** By the rules of YAML where it is some. */
function heldIn(text: string): ReturnType<typeof heldKey> {
  const inYaml = keyInYamlText(text);
  return inYaml ? { text: inYaml.value, line: inYaml.line } : heldKey(text);
}

/** A key that stands in a program, a shell's line or a document, whatever the file is called. */
function keyInText(path: string, bytes: Uint8Array): KeyArgument | undefined {
  const text = Buffer.from(bytes).toString('utf8');
  const name = /(?:^|[\s;])(\w+)=["']-----BEGIN /.exec(text)?.[1];
  const held = heldIn(text);
  return (
    held && { text: held.text, from: `${path}${name === undefined ? `, line ${held.line}` : ` (${name})`}`, name: path }
  );
}

/** A service account of Google, a settings file of Box or DocuSign: a member of it is the key. A JWK has none such. */
const OTHER_JSON = /\.json$/;

function keyInMember(path: string, text: Uint8Array): KeyArgument | undefined {
  const setting = readConfig(Buffer.from(text).toString('utf8'))?.privateKey;
  if (setting === undefined || !/-----BEGIN|\\n/.test(setting.value)) return undefined;
  return { text: setting.value, from: `${path}, line ${setting.line} (${setting.name})`, name: path };
}

/** `.env`, `.vonagerc`, `~/.vonage/config.json`, `vonage.config.json`, `vonage_app.json`. */
const CONFIG_FILE = /(?:^|[\\/])(?:\.env(?:\.[\w.-]+)?|[\w.-]+\.env|\.vonagerc|config\.json|vonage[\w.-]*\.json)$/;

/** The private key of a configuration file: its text, or the file that it names, as seen from there. */
function keyInConfig(path: string, text: Uint8Array, what: string): KeyArgument {
  const setting = readConfig(Buffer.from(text).toString('utf8'))?.privateKey;
  if (setting === undefined) {
    throw usage(`${what}: ${path} names no private key`, 'Expected VONAGE_PRIVATE_KEY=… or "private-key": "…"');
  }
  const named = resolve(dirname(path), setting.value);
  if (named !== resolve(path) && isFile(named)) {
    return { text: read(named, named, what), from: named, name: named };
  }
  return {
    text: setting.value,
    from: `${path}, line ${setting.line} (${setting.name})`,
    name: path,
    ...envIn(path, text, setting),
  };
}

/** Where the key is in a `.env` file, so that it can be asked what others read there. */
function envIn(path: string, text: Uint8Array, { name }: { readonly name: string }): Pick<KeyArgument, 'env'> {
  if (/\.json$|rc$/.test(path)) return {};
  return {
    env: {
      text: Buffer.from(text)
        .toString('utf8')
        .replace(/^\ufeff/, '')
        .replace(/\r\n/g, '\n'),
      variable: name,
    },
  };
}

function read(source: string | number, name: string, what: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(source);
  } catch (error) {
    throw usage(`${what}: ${name} cannot be read: ${reasonOf(error)}`);
  }
  if (bytes.length <= LIMIT_BYTES) return bytes;
  throw usage(`${what}: ${name} has ${bytes.length} bytes, and at most ${LIMIT_BYTES} are read`);
}

/** Anything that can be read: a pipe of the shell (`<(command)`) too. Where it must not be looked at, reading tells why. */
function isFile(path: string): boolean {
  try {
    return !statSync(path).isDirectory();
  } catch (error) {
    // A key text is no path: too long a name, a null character.
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

/** A text that is no path at all (too long, a null character) is none. */
function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** A PEM label, a JWK, an OpenSSH line, or a stretch of base64 that is too long for a file name. */
function looksLikeKeyText(text: string): boolean {
  return /-{2,}\s*BEGIN|^\s*\{|^(?:ssh-|ecdsa-)|\n/.test(text) || /^[A-Za-z0-9+/_=\s-]{120,}$/.test(text);
}

/** The text of a public key argument. A private key is refused here, so that it never leaves this machine. */
export function readPublicKeyArgument(argument: string, what: string): string {
  const { text, from, name } = readKeyArgument(argument, what);
  const words = typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
  if (/PRIVATE KEY/.test(words)) {
    throw usage(
      `${what}: ${from} holds a private key, and nothing was sent`,
      `Its public key: mintmark keys public ${name}`,
    );
  }
  return words;
}
