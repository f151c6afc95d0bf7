import type { Change } from './changes.ts';

/** The global function that says whether the change of a number is switched on. */
export const SWITCH = '$changed';

export interface NumberedChange extends Change {
  readonly id: number;
}

/**
 * The source with all its changes in it, each behind a switch: `a < b` becomes `($changed(7)?(a <= b):(a < b))`. It is
 * TypeScript as before, though not of the types that it says.
 */
export function weave(source: string, changes: readonly NumberedChange[]): string {
  const places = changes.flatMap((change) => (change.reads ?? [change.carrier]).map((node) => ({ node, change })));
  const carriers = [...Map.groupBy(places, ({ node }) => node).entries()]
    .map(([{ start, end, type }, own]) => ({ start, end, isStatement: /Statement$/.test(type), own }))
    // Outer ones before the ones in them.
    .sort((a, b) => a.start - b.start || b.end - a.end || Number(b.isStatement) - Number(a.isStatement));
  let next = 0;

  function between(start: number, end: number): string {
    let text = '';
    let at = start;
    while (next < carriers.length) {
      const carrier = carriers[next];
      if (carrier === undefined || carrier.start >= end) break;
      next += 1;
      text += source.slice(at, carrier.start);
      const original = between(carrier.start, carrier.end);
      const alternatives = carrier.own.map(({ change }) => ({
        id: change.id,
        text: changed(source, change.carrier, change),
      }));
      text += carrier.isStatement ? statement(original, alternatives) : expression(original, alternatives);
      at = carrier.end;
    }
    return text + source.slice(at, end);
  }

  return between(0, source.length);
}

/** The text of a part of the source with a change in it. */
export function changed(
  source: string,
  part: { readonly start: number; readonly end: number },
  change: Change,
): string {
  return source.slice(part.start, change.start) + change.replacement + source.slice(change.end, part.end);
}

interface Alternative {
  readonly id: number;
  readonly text: string;
}

function expression(original: string, alternatives: readonly Alternative[]): string {
  return `(${alternatives.map(({ id, text }) => `${SWITCH}(${id})?(${text}):`).join('')}(${original}))`;
}

function statement(original: string, alternatives: readonly Alternative[]): string {
  return `{${alternatives.map(({ id, text }) => `if(${SWITCH}(${id})){${text}}else `).join('')}${original}}`;
}
