import type { Evidence, ExpectedEvidence } from '../evidence/evidence.ts';
import type { SaidMatch } from '../evidence/said.ts';
import { observedAnswer } from './observed-answer.ts';

/** What a configured value looks like. A pattern, a hidden value or a text that was cut short is none. */
const VALUE = /^[\w.:/@~+|=-]{1,200}$/;

/**
 * What the verifier expects by its own message ("jwt issuer invalid. expected: …"), where nobody said it: what a person
 * hands over comes first. A message is one verifier's at one time, so it is believed as far as the token bears it out.
 */
export function withStated(evidence: Evidence): Evidence {
  const matches = observedAnswer(evidence)?.said ?? [];
  const expected = { ...evidence.expected };
  for (const match of matches) {
    if (evidence.expected?.issuers === undefined) take('issuers', valuesOf(match.states['issuer']), match);
    if (evidence.expected?.audiences === undefined) take('audiences', valuesOf(match.states['audience']), match);
  }
  return expected.statedBy === undefined ? evidence : { ...evidence, expected };

  function take(name: 'issuers' | 'audiences', values: readonly string[], match: SaidMatch): void {
    if (values.length === 0 || expected[name] !== undefined) return;
    const isBorneOut = isReceived(name, match, evidence);
    Object.assign(expected, {
      [name]: values,
      statedBy: { product: match.product.name, isBorneOut },
    } satisfies ExpectedEvidence);
  }
}

/** `a or b`, `['a', 'b']`, `a, b`. */
function valuesOf(stated: string | undefined): readonly string[] {
  if (stated === undefined) return [];
  // A blank or a line end around a value is what is wrong with it.
  if (stated !== stated.trim() && VALUE.test(stated.trim())) return [stated];
  const values = stated
    .replace(/ (?:at|\().*$/, '')
    .split(/,| or /)
    .map((value) => value.replace(/^[\s["'(]+|[\s\]"'),.]+$/g, ''));
  return values.every((value) => VALUE.test(value)) ? values : [];
}

/** Whether the message speaks of this very token: the value that it received stands in it. */
function isReceived(name: 'issuers' | 'audiences', { states }: SaidMatch, { token }: Evidence): boolean {
  const claims = token?.payload.members;
  const held = [claims?.[name === 'issuers' ? 'iss' : 'aud']].flat();
  const received = valuesOf(states['received']);
  return received.length > 0 && received.every((value) => held.includes(value));
}
