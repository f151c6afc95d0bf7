import { existsSync } from 'node:fs';
import type { Input } from '../../core/evidence/input.ts';
import { readRawResponse } from '../../core/request/captures/raw-http.ts';
import { readSaid } from '../../core/said/read-said.ts';
import { readTextArgument } from './text-argument.ts';

/** What --said holds: text, `-`, `env:NAME`, `@FILE`, or the path of a file that is there. */
export function readSaidArgument(argument: string): string {
  const isPath = /^[^\s@]+$/.test(argument) && argument !== '-' && !argument.startsWith('env:') && existsSync(argument);
  return readTextArgument(isPath ? `@${argument}` : argument, '--said');
}

/** Whether a text in the place of a token is none, but what somebody said: it holds no token, and words. */
export function isSaid(text: string): boolean {
  if (/eyJ[\w-]{6}/.test(text)) return false;
  if (readSaid(text).some(({ product }) => product.isCommonWords !== true)) return true;
  return looksSpoken(text);
}

/** Three words of letters. */
function looksSpoken(text: string): boolean {
  const head = text.slice(0, 4096);
  return /(?:^|\s)[a-z']{2,}\s+[a-z']{2,}\s+[a-z']{2,}/i.test(head);
}

/** A whole answer is read as one. */
export function saidIn(text: string): Pick<Input, 'said' | 'response'> {
  const response = /^\s*HTTP\//.test(text) ? readRawResponse(text.trimStart()) : undefined;
  return response === undefined ? { said: text } : { response };
}
