import type { SaidMatch } from '../evidence/said.ts';

/** More places than these are not looked at. */
const PLACES = 8;
/** An expected value and a received one stand no further apart. */
const REACH = 900;

const QUOTED = String.raw`["'\`]([^"'\`]{0,300})["'\`]`;
const LISTED = String.raw`\[([^\]]{0,300})\]`;
const BARE = String.raw`([^\s"'\`[\],;]{1,300})`;
const VALUE = `(?:${QUOTED}|${LISTED}|${BARE})`;
/** "expected "a" but got "b"", in whatever program's words. */
const PAIR = new RegExp(
  String.raw`^expected(?: (?:value|audience|issuer|one))?(?: (?:of|to be))?\s*:?\s{0,3}${VALUE}\s*[,;.]?\s{0,3}(?:but |and |instead )?(?:got|received|was|found|actual)\s*:?\s{0,3}${VALUE}`,
  'i',
);

/** A message of the wrong audience or issuer states both values more often than the catalogue knows its words. */
export function withPair(match: SaidMatch, text: string): SaidMatch {
  const { means } = match.message;
  const name = means['audience-not-expected'] ? 'audience' : means['issuer-not-expected'] ? 'issuer' : undefined;
  if (name === undefined || Object.keys(match.states).length > 0) return match;
  const pair = pairIn(text);
  return pair === undefined ? match : { ...match, states: { [name]: pair[0], received: pair[1] } };
}

function pairIn(text: string): readonly [string, string] | undefined {
  let place = 0;
  for (const { index } of text.matchAll(/\bexpected\b/gi)) {
    if (++place > PLACES) return undefined;
    const found = PAIR.exec(text.slice(index, index + REACH));
    const [expected, received] = [found?.slice(1, 4), found?.slice(4, 7)].map((one) =>
      one?.find((part) => part !== undefined),
    );
    if (expected === undefined || received === undefined) continue;
    if (/eyJ[\w-]{8}|-----BEGIN/.test(expected + received)) return undefined;
    return [expected, withoutQuotes(received)];
  }
  return undefined;
}

function withoutQuotes(value: string): string {
  return value.replace(/^["']|["']$/g, '');
}
