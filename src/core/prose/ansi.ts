import type { Doc } from '../evidence/doc.ts';
import { layout, type Style } from './layout.ts';

export interface TerminalOptions {
  /** Columns; 80 by default. */
  readonly width?: number;
  /** Escape codes for colour (ECMA-48 SGR); off by default. */
  readonly colour?: boolean;
}

export type Colour = Style | 'header' | 'payload' | 'signature' | 'fault' | 'good' | 'unsure';

/** The three parts of a token have a colour each, the same everywhere; faults are marked by more than colour. */
const SGR = {
  plain: '',
  strong: '1',
  muted: '2',
  code: '36',
  link: '4',
  header: '34',
  payload: '35',
  signature: '36',
  fault: '31',
  good: '32',
  unsure: '33',
} as const satisfies Record<Colour, string>;

/** A document for a terminal: the words of `textOf`, with colour where it is wanted. */
export function ansiOf(doc: Doc, options: TerminalOptions = {}): string {
  return layout(doc, options.width ?? 80, painter(options)).join('\n');
}

export function painter(options: TerminalOptions): (text: string, colour: Colour) => string {
  return (text, colour) =>
    options.colour && SGR[colour] !== '' && text !== '' ? `\u001b[${SGR[colour]}m${text}\u001b[0m` : text;
}
