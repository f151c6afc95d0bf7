import type { Input } from '../../../core/evidence/input.ts';
import { type Pasted, readPasted, wordsFor } from '../../../core/observe/read-pasted.ts';
import { firstRejected, judgedElsewhere, requestInput } from '../../../core/observe/request-input.ts';
import { readRequests } from '../../../core/request/captures/read-requests.ts';
import type { ReadFault, RequestReading } from '../../../core/request/captures/reading.ts';
import { findJwt } from '../../../core/request/find-jwt.ts';

/** What a text that was pasted turned out to be, and the evidence in it. */
export interface Paste {
  /** In a person's words: `a token`, `a curl command line`. */
  readonly what: string;
  readonly input: Input;
  /** What else is to be said about how it was read: whole sentences. */
  readonly notes: readonly string[];
  /** The id of the report, where it is a refusal of this server. */
  readonly report?: string;
}

/** Reads whatever a person has. `undefined` for a text of blanks alone. */
export function readPaste(text: string): Paste | undefined {
  if (text.trim() === '') return undefined;
  const pasted = readPasted(text);
  const paste = read(pasted, text);
  if (paste === undefined) return undefined;
  const freed = pasted.freed.length === 0 ? [] : [`Read without ${pasted.freed.join(', ')}.`];
  return { ...paste, notes: [...freed, ...paste.notes], ...(pasted.report && { report: pasted.report.id }) };
}

function read(pasted: Pasted, text: string): Paste | undefined {
  const as = (input: Input, what = wordsFor(pasted)): Paste => ({ what, input, notes: [] });
  switch (pasted.kind) {
    case 'evidence':
      return as(pasted.input);
    case 'evidence-with-fault':
      return { ...as({ token: findJwt(pasted.text) ?? pasted.text.trim() }), notes: [noteOf(pasted.fault)] };
    case 'requests':
      return ofRequests(pasted);
    case 'authorization': {
      const isNamed = /^\s*authorization[ \t]*:/i.test(text);
      return as({ authorization: pasted.authorization.trim() }, isNamed ? 'an Authorization header' : undefined);
    }
    case 'token':
      return ofToken(pasted.token.trim(), text.trim());
    case 'key':
      return as({ key: pasted.key });
    case 'answer':
      return as({ response: pasted.response });
    case 'said':
      return as({ said: pasted.said });
  }
}

const noteOf = ({ line, expected }: ReadFault) => `Line ${line}: expected ${expected}.`;

/** What is no token and nothing else either is told what was expected. */
function ofToken(token: string, text: string): Paste {
  const reading = /[\s{]/.test(token) && !token.includes('eyJ') ? readRequests(text) : undefined;
  if (reading === undefined || reading.ok) return { what: 'a token', input: { token }, notes: [] };
  return { what: 'text', input: { token }, notes: [noteOf(reading.fault)] };
}

function ofRequests(pasted: Pasted & { readonly requests: readonly RequestReading[] }): Paste | undefined {
  const { requests } = pasted;
  const request = firstRejected(requests);
  if (!request) return undefined;
  const { unread = [], remarks = [], response } = request;
  const why = response?.status === undefined ? 'the first one' : `the one answered with ${response.status}`;
  const several = requests.length > 1 ? [`${requests.length} requests; this is ${why}, line ${request.line}.`] : [];
  const elsewhere = judgedElsewhere(request)?.place ?? request.tokenIn;
  const place = elsewhere === undefined ? [] : [`The token that is judged is in ${elsewhere}.`];
  const notRead = unread.map((part) => `Not read, because the text only refers to it: ${part}`);
  const notes = [...several, ...place, ...remarks, ...notRead];
  return { what: wordsFor(pasted, request), input: requestInput(request), notes };
}
