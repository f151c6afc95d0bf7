import type { Report } from '../evidence/report.ts';
import { painter, type TerminalOptions } from './ansi.ts';
import { flow } from './layout.ts';

/** Where no known key signed: what is accepted, what was ruled out, and what that leaves. */
export function keysTriedLines({ keysTried: tried }: Report, options: TerminalOptions): string[] {
  if (tried === undefined) return [];
  const paint = painter(options);
  const width = options.width ?? 80;
  const { acceptedNow, ruledOut } = tried;
  const rows = (name: string, texts: readonly string[]) =>
    texts.flatMap((text, at) => flow([text], width, paint, `  ${(at === 0 ? name : '').padEnd(14)}`, ' '.repeat(16)));
  return [
    [
      paint(`No key that this server knows signed it (${tried.tried} of ${tried.of} tried)`, 'strong'),
      ...rows('accepted now', acceptedNow.length === 0 ? ['no key'] : acceptedNow),
      ...rows('ruled out', ruledOut.length === 0 ? ['there is no other key'] : ruledOut),
      ...rows('that leaves', tried.leaves),
    ].join('\n'),
  ];
}
