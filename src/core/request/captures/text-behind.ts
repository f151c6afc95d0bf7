import { endOfWholeJwt } from '../find-jwt.ts';

/** A remark, another header, an arrow, or prose of two words and more. */
const REMARK = /^(?:,?[ \t]+(?:[([<{#|]|\/\/|[-=]+>|-{1,2}[ \t]|[A-Za-z][\w-]*(?:[ \t]*[:=]|[ \t]+\S))|\\[nr])/;

/**
 * An Authorization value without the text that a log or a person wrote behind its token. Only where the token ends as
 * one does, so that a token which blanks broke up is never cut.
 * @param isLog the value stands in the middle of other text: whatever is behind the token belongs to that text
 */
export function withoutTextBehind(value: string, isLog = false): string {
  const end = endOfWholeJwt(value);
  if (end === undefined || end === value.length) return value;
  const behind = value.slice(end);
  if (/eyJ|\b(?:bearer|basic)\b/i.test(behind)) return value;
  return isLog || REMARK.test(behind) ? value.slice(0, end) : value;
}
