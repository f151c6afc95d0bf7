import { PROFILES, profileById } from '../core/claims/profiles/index.ts';
import type { Input } from '../core/diagnosis/input.ts';
import { parseHttpDate } from '../core/request/http-date.ts';
import { readRawRequest, readRawResponse } from '../core/request/raw-http.ts';
import { usage } from './failure.ts';
import { readKeyArgument } from './key-argument.ts';
import { didYouMean } from './suggest.ts';
import { readTextArgument, readTextFile } from './text-argument.ts';

/** The flags of the doctor that are evidence, as text. */
export interface EvidenceFlags {
  readonly token: string | undefined;
  readonly header: string | undefined;
  readonly request: string | undefined;
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly key: string | undefined;
  readonly public: string | undefined;
  readonly now: string | undefined;
  readonly serverDate: string | undefined;
  readonly clientNow: string | undefined;
  readonly response: string | undefined;
}

/** Reads the evidence that was handed over. @throws Failure (usage) that names the flag and what was expected. */
export function readEvidence(flags: EvidenceFlags, profile: string, skewSeconds: number): Input {
  const inputs = Object.entries(flags).filter(([, value]) => value === '-');
  if (inputs.length > 1)
    throw usage(`Only one of ${inputs.map(([name]) => `--${name}`).join(' and ')} can be - `.trimEnd());
  const request = readRequest(flags);
  const response = flags.response === undefined ? undefined : readResponse(flags.response);
  const serverDate = flags.serverDate === undefined ? undefined : readDate(flags.serverDate);
  const now = readTime(flags.now, '--now');
  const clientNow = readTime(flags.clientNow, '--client-now');
  const isDated = serverDate !== undefined || response?.fields.some(([name]) => name.toLowerCase() === 'date');
  return {
    profile: checkProfile(profile),
    skewSeconds,
    ...(now !== undefined ? { now } : !isDated && { now: Math.floor(Date.now() / 1000) }),
    ...(clientNow !== undefined && { clientNow }),
    ...(serverDate !== undefined && { serverDate }),
    ...readCredentials(flags),
    ...(request && { request }),
    ...(response && { response }),
    ...(flags.key !== undefined && { key: readKeyArgument(flags.key, '--key').text }),
    ...(flags.public !== undefined && { publicKey: readPublicKey(flags.public) }),
  };
}

/** A whole Authorization value in the place of the token is taken for what it is. */
function readCredentials({ token, header }: EvidenceFlags): Pick<Input, 'token' | 'authorization'> {
  const authorization = header === undefined ? undefined : withoutName(readTextArgument(header, '--header'));
  if (token === undefined) return authorization === undefined ? {} : { authorization };
  const text = withoutName(readTextArgument(token, 'TOKEN'));
  if (authorization !== undefined) return { token: text, authorization };
  return /^\S+\s+\S*\.\S*\./.test(text) ? { authorization: text } : { token: text };
}

function withoutName(value: string): string {
  return value.replace(/^authorization[ \t]*:[ \t]*/i, '');
}

function readRequest({ request: file, method, path }: EvidenceFlags): Input['request'] {
  const given = { ...(method !== undefined && { method }), ...(path !== undefined && { target: path }) };
  if (file === undefined) return Object.keys(given).length > 0 ? given : undefined;
  const raw = readRawRequest(readTextFile(file, '--request'));
  if (raw === undefined) {
    throw usage(
      '--request holds no HTTP request',
      'Expected a request line and header lines, as they are sent: POST /v1/calls HTTP/1.1',
    );
  }
  const { method: ownMethod, target, fields } = raw;
  return {
    fields,
    ...(ownMethod !== undefined && { method: ownMethod }),
    ...(target !== undefined && { target }),
    ...given,
  };
}

function readResponse(file: string) {
  const raw = readRawResponse(readTextFile(file, '--response'));
  if (raw !== undefined) return raw;
  throw usage(
    '--response holds no HTTP response',
    'Expected a status line and header lines: HTTP/1.1 401 Unauthorized',
  );
}

function readPublicKey(argument: string): string {
  const { text } = readKeyArgument(argument, '--public');
  return typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
}

function readDate(text: string): string | number {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (parseHttpDate(text) !== undefined) return text;
  throw usage('--server-date is no HTTP date', 'Expected the Date field of the answer: Tue, 24 Nov 2026 10:02:33 GMT');
}

export function readTime(text: string | undefined, flag: string): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^-?\d{1,15}(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Math.abs(seconds) < 1e11) return seconds;
  throw usage(`${flag} takes seconds since 1970-01-01 UTC, such as ${Math.floor(Date.now() / 1000)}`);
}

function checkProfile(name: string): string {
  if (profileById(name) !== undefined) return name;
  const known = PROFILES.map(({ id }) => id);
  throw usage(`There is no profile of that name.${didYouMean(name, known)}`, `There are: ${known.join(', ')}`);
}
