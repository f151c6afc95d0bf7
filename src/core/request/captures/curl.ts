import { readCmd } from './cmd-words.ts';
import { curlRequests, isCurl } from './curl-options.ts';
import { type RequestReading, type RequestsReading, readFault } from './reading.ts';
import { readShell, type ShellReading } from './shell-words.ts';

/**
 * Reads the curl command lines of a text, as people paste them from a terminal, a document or a browser: for a POSIX
 * shell or for cmd.exe (carets). For PowerShell: `readPowershell`.
 */
export function readCurl(text: string): RequestsReading {
  const reading = shellOf(text);
  if (!reading.ok) return reading;
  const requests: RequestReading[] = [];
  for (const { line, words, open } of reading.commands) {
    const at = words.findIndex(isCurl);
    // Behind `sudo`, `time`, a prompt or variables; not as an argument of something else.
    if (at === -1 || at > 3 || isErrorCode(words[at + 1])) continue;
    const read = curlRequests(words.slice(at + 1), line, open);
    if (!read.ok) return read;
    requests.push(...read.requests);
  }
  return requests.length > 0
    ? { ok: true, requests }
    : readFault(1, 'a curl command line: curl -H "Authorization: …" URL');
}

/** `RPC failed; HTTP 401 curl 22 The requested URL returned error: 401`: Git names an error of curl by its number. */
function isErrorCode(word = ''): boolean {
  return /^\d{1,3}$/.test(word);
}

function shellOf(text: string): ShellReading {
  return /\^\r?\n|\^"/.test(text) ? readCmd(text) : readShell(text);
}
