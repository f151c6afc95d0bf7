import { readPasted, reportIdIn } from '../../core/observe/read-pasted.ts';
import type { Destination } from './destination.ts';

const FINGERPRINT = /(?<![\w+/])(?:SHA256:)?([A-Za-z0-9+/]{43}=)(?![\w+/=])/;

const EVIDENCE = {
  evidence: 'the evidence',
  'evidence-with-fault': 'the evidence',
  requests: 'the request',
  authorization: 'the header',
  token: 'the token',
  key: 'the key',
  answer: 'the response',
  said: 'the 401',
} as const;

/** Reads a text that somebody pasted: none, one or several places. Nothing of it is kept. */
export function destinationsOf(text: string): readonly Destination[] {
  const trimmed = text.trim();
  const id = reportIdIn(trimmed);
  if (id !== undefined && id === trimmed) return [{ kind: 'id', id }];
  const fingerprint = FINGERPRINT.exec(trimmed);
  if (fingerprint !== null && fingerprint[0] === trimmed) {
    return [{ kind: 'fingerprint', fingerprint: `SHA256:${fingerprint[1]}` }];
  }
  const pasted = readPasted(text);
  const report = pasted.report?.id ?? (isAddress(trimmed) ? id : undefined);
  const isWords = pasted.kind === 'said' || (pasted.kind === 'token' && !/eyJ[\w-]{4}/.test(trimmed));
  return [
    ...(report === undefined ? [] : [{ kind: 'report', id: report } as const]),
    ...(isWords || isAddress(trimmed) ? [] : [{ kind: 'evidence', what: EVIDENCE[pasted.kind] } as const]),
  ];
}

const isAddress = (text: string) => /^https?:\/\/\S+$/.test(text);
