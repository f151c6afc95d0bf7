import { diagnose } from '../../core/diagnosis/diagnose.ts';
import type { Input } from '../../core/evidence/input.ts';
import { visible } from '../../core/prose/visible.ts';
import { LEFT_OUT } from '../../core/request/captures/har.ts';
import { isMasked } from '../../core/request/captures/masked.ts';
import type { RequestReading } from '../../core/request/captures/reading.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { EvidenceGiven } from './doctor-input.ts';

/** How the text was read that stood in the place of the token or the request: the `read` member of a report. */
export function readAs({ as, freed, elsewhere, request }: EvidenceGiven) {
  return {
    /** In words: `a curl command line`; `null` where no text was given in their place. */
    as: as ?? null,
    /** What was taken off around it. */
    freed,
    /** Where the token stands, if not in the Authorization header. */
    tokenIn: elsewhere ?? null,
    remarks: request?.remarks ?? [],
    /** What the text only refers to. */
    unread: request?.unread ?? [],
  };
}

/** One of several requests, by its line of the file. */
export function judged({ line, method, target, response }: RequestReading, input: Input) {
  return {
    line,
    method: method ?? null,
    target: target ?? null,
    status: response?.status ?? null,
    report: diagnose(input),
  };
}

export function sayWhatWasChosen({ request, all, elsewhere, freed, file }: EvidenceGiven, terminal: Terminal): void {
  if (file !== undefined)
    terminal.say(`${visible(file)} is the name of a file here, and the file was read: as @${visible(file)}`);
  if (freed.length > 0) terminal.say(`The text was read without ${freed.join(', ')}`);
  if (request === undefined) return;
  const { line, method = 'a request', target = '', fields, response, unread = [], remarks = [] } = request;
  if (all.length > 1) {
    const why = response?.status === undefined ? 'the first one' : `answered ${response.status}`;
    const where = request.form === 'har' ? '' : `, line ${line}`;
    terminal.say(
      `${all.length} requests; this is ${visible(`${method} ${target}`.trim())} (${why}${where}). --json judges all`,
    );
  }
  if (elsewhere !== undefined) {
    const header = fields === undefined ? 'No Authorization header is shown' : 'There is no Authorization header';
    terminal.say(`${header}; the token is in ${elsewhere}, and that one is judged`);
  }
  const isBlotted = fields?.some(([name, value]) => name.toLowerCase() === 'authorization' && isMasked(value));
  if (isBlotted) terminal.say('The Authorization header is masked in this text: give the token itself, with --token');
  for (const remark of remarks) terminal.say(visible(remark));
  const isOpen = (part: string) => /^[$%]\{?\w+[%}]?$/.test(part);
  for (const part of unread)
    terminal.say(
      `${part === LEFT_OUT ? 'Not in the text' : 'Not read, because the text only refers to it'}: ${visible(part)}${isOpen(part) ? '. Give the token too: --token' : ''}`,
    );
}
