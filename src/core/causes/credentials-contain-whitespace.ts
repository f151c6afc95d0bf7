import { isBlank } from '../encoding/blank.ts';
import { defineCause } from '../evidence/cause.ts';
import { code, command, list, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { recogniseOtherText } from '../jws/other-text.ts';
import { mendCredentials } from '../mend/mend-credentials.ts';
import { clientById } from '../request/client.ts';

type Facts = {
  /** The first character that should not be there, in words: `a line feed`. */
  readonly character: string;
  /** Offset in characters from the start of the field value. */
  readonly offset: number;
  readonly where: 'before the scheme' | 'between scheme and token' | 'inside the token' | 'after the token';
  /** The library that refused to send it, where its error is what is known. */
  readonly client?: string;
};

const NAMES: { readonly [code: number]: string } = {
  9: 'a tab',
  10: 'a line feed',
  13: 'a carriage return',
  32: 'a space',
  160: 'a no-break space',
  8203: 'a zero-width space',
  8288: 'a word joiner',
  65279: 'a byte order mark',
};

export const credentialsContainWhitespace = defineCause<Facts>({
  id: 'credentials-contain-whitespace',
  stage: 'transport',
  cites: [rfc(6750, '2.1'), rfc(9110, '5.5')],
  needs: ['credentials'],
  certainty: 'proved',
  title: 'Whitespace or an invisible character in the Authorization header',
  searchedAs: [
    'space or newline in the token',
    'trailing newline, line break, tab in the header',
    'invalid character in header content',
    'invalid header value',
    'zero width space, BOM, non-breaking space',
    'space before or after the token',
  ],
  related: ['bearer-scheme-malformed', 'base64-not-url-safe'],
  article: {
    symptom: [
      paragraph(
        'The token looks right in a log, verifies when you paste it by hand, and is rejected when the program sends it.',
      ),
    ],
    cause: [
      paragraph(
        'The value has a character that no token has and that you cannot see: a line feed, a tab, a no-break space. It usually comes from:',
      ),
      list(
        'a file or a secret store that ends in a line feed;',
        'a token that was copied over a line break;',
        'text that was pasted from a chat or a document, where spaces became no-break spaces.',
      ),
    ],
    resolution: [
      steps('Trim the token where it is read, once.', 'Store it without a line feed at its end.'),
      command('TOKEN=$(tr -d "[:space:]" < token.txt)'),
    ],
    additional: [
      paragraph(
        'Clients differ: ',
        code('fetch'),
        ' silently trims a trailing line feed, others refuse to send the request. The same code can work in one and fail in the other.',
      ),
    ],
  },
  find({ credentials, request }) {
    const fault = credentials?.fault;
    if (fault !== 'whitespace-inside' && fault !== 'separator-not-space') return undefined;
    // Blanks in something that is no token: not-a-jwt tells what it is.
    const { text = '', rest = '', tokenInside } = credentials ?? {};
    if (fault === 'whitespace-inside' && (tokenInside === undefined || recogniseOtherText(rest))) return undefined;
    const { offset, where } = firstStray(text);
    if (fault === 'separator-not-space' && !isBlank(text.charCodeAt(offset))) return undefined;
    return {
      facts: {
        character: nameOf(text.codePointAt(offset)),
        offset,
        where,
        ...(request?.client !== undefined && { client: request.client }),
      },
      at: { in: 'authorization', start: offset, end: offset + 1 },
    };
  },
  explain: ({ character, offset, where }) => ({
    title: `The Authorization header has ${character} ${where}.`,
    detail: [
      pairs(
        ['expected', 'the word Bearer, a space, and a token without spaces'],
        ['received', `${character} at offset ${offset}, ${where}`],
      ),
    ],
  }),
  fix: ({ character, where, client }) => ({
    applicability: 'certain',
    steps: [
      where === 'between scheme and token' ? 'Put one plain space after Bearer.' : trimming(client),
      where === 'after the token' && LINE_ENDS.includes(character)
        ? 'Store the token without a line ending: printf %s "$TOKEN" > token.txt, or echo -n. echo alone and editors add one.'
        : 'Check the file or the variable it comes from: print its length, and compare.',
    ],
  }),
  mend: mendCredentials,
  example: (kit) => kit.input({ authorization: `Bearer ${kit.mint().replace('.', '.\u200b')}` }),
});

const LINE_ENDS: readonly string[] = ['a line feed', 'a carriage return'];

function trimming(id: string | undefined): string {
  const client = clientById(id);
  return `Trim the token where it is read${client === undefined ? '' : `: ${client.trims}`}.`;
}

/** The first blank that is not a plain space after the scheme. */
function firstStray(text: string): Pick<Facts, 'offset' | 'where'> {
  const blank = (at: number) => at < text.length && isBlank(text.charCodeAt(at));
  if (blank(0)) return { offset: 0, where: 'before the scheme' };
  let at = 0;
  while (at < text.length && !blank(at)) at++;
  for (; blank(at); at++) if (text[at] !== ' ') return { offset: at, where: 'between scheme and token' };
  while (at < text.length && !blank(at)) at++;
  const offset = at;
  while (blank(at)) at++;
  return { offset, where: at === text.length ? 'after the token' : 'inside the token' };
}

function nameOf(character: number | undefined): string {
  if (character === undefined) return 'a space';
  return NAMES[character] ?? `the character U+${character.toString(16).toUpperCase().padStart(4, '0')}`;
}
