import type { Input } from '../../core/evidence/input.ts';
import { readInput } from '../../core/observe/read-input.ts';
import { readPasted } from '../../core/observe/read-pasted.ts';
import { readRequests } from '../../core/request/captures/read-requests.ts';
import type { RequestReading } from '../../core/request/captures/reading.ts';
import { findJwt } from '../../core/request/find-jwt.ts';
import { usage } from '../terminal/failure.ts';
import { readTextFile } from './text-argument.ts';

/** What a file holds: requests, or a whole input as `break --as json` writes it. */
export interface RequestFile {
  readonly requests: readonly RequestReading[];
  readonly input?: Input;
}

/** Reads requests out of a file or standard input, in any form. @throws Failure (usage) that names the line. */
export function readRequestFile(path: string, what: string): RequestFile {
  const text = readTextFile(path, what);
  const whole = readInput(text);
  if (whole?.ok) return { requests: [], input: whole.input };
  const reading = whole ?? readRequests(text);
  if (reading.ok) return { requests: reading.requests };
  const pasted = readPasted(text);
  if (pasted.kind === 'requests') return { requests: pasted.requests };
  const { token, authorization } = { token: undefined, authorization: undefined, ...pasted };
  const isJwt = token !== undefined && findJwt(token)?.startsWith('eyJ');
  if (isJwt || authorization !== undefined) {
    return {
      requests: [
        { form: 'json', line: 1, ...(isJwt && { token }), ...(authorization !== undefined && { authorization }) },
      ],
    };
  }
  // A message, an answer or a key in the place of a request is evidence all the same.
  if (pasted.kind === 'said') return { requests: [], input: { said: pasted.said } };
  if (pasted.kind === 'answer') return { requests: [], input: { response: pasted.response } };
  if (pasted.kind === 'key') return { requests: [], input: { key: pasted.key } };
  const { line, expected } = reading.fault;
  const where = path === '-' ? 'standard input' : path;
  throw usage(`${what}: no request can be read from ${where}, line ${line}`, `Expected ${expected}`);
}
