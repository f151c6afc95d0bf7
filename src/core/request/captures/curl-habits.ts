import { encodeBase64 } from '../../encoding/base64.ts';
import { encodeUtf8 } from '../../encoding/utf8.ts';

const METHOD = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/i;
/** What is left of a header whose quotation marks the shell did not know. */
const SCHEME = /^["'\u2018-\u201f]?(?:bearer|basic|token|jwt)$/i;
const REST_OF_HEADER = /^["'\u2018-\u201f]?(?:bearer|basic|token|jwt)$|^eyJ|["'\u2018-\u201f]$/i;

/**
 * curl takes every word that is no option for a URL. Of a method that was written as a word, and of a header that fell
 * apart at its blanks, the requests are of no interest beside the one that was meant.
 */
export function withoutStrayWords(words: readonly string[]): {
  readonly urls: readonly string[];
  readonly remarks: readonly string[];
} {
  const isUrl = (word: string, at: number) =>
    /:\/\//.test(word) || !(METHOD.test(word) || REST_OF_HEADER.test(word) || SCHEME.test(words[at - 1] ?? ''));
  if (words.every(isUrl) || !words.some(isUrl)) return { urls: words, remarks: [] };
  const stray = words.filter((word, at) => !isUrl(word, at));
  const method = stray.find((word) => METHOD.test(word));
  const hasHeader = stray.some((word) => !METHOD.test(word));
  return {
    urls: words.filter(isUrl),
    remarks: [
      ...(method === undefined
        ? []
        : [`curl takes ${method} for the name of a host; the method is given by -X ${method.toUpperCase()}.`]),
      ...(hasHeader
        ? [
            'The header has no quotation marks that this shell knows: it is cut at its spaces, and Authorization is not sent. Put "…" around it.',
          ]
        : []),
    ],
  };
}

/** What says how curl authenticates. */
interface Authentication {
  readonly flags: ReadonlySet<string>;
  readonly user?: string;
  readonly bearer?: string;
}

/** What curl sends for Authorization in its first request, of itself. */
interface FirstAuthorization {
  readonly value?: string;
  readonly remarks: readonly string[];
  readonly unread: readonly string[];
}

export function authenticationOf({ flags, bearer, ...given }: Authentication, url: string): FirstAuthorization {
  if (bearer !== undefined) return sent(`Bearer ${bearer}`);
  const user = given.user ?? userOf(url);
  if (user === undefined) {
    const netrc = ['netrc', 'n', 'netrc-optional'].find((name) => flags.has(name));
    return { remarks: [], unread: netrc === undefined ? [] : [`${netrc === 'n' ? '-n' : `--${netrc}`} (~/.netrc)`] };
  }
  if (flags.has('aws-sigv4')) return sent('AWS4-HMAC-SHA256 Credential=…');
  if (flags.has('ntlm')) return sent(NTLM, 'With --ntlm curl sends Authorization: NTLM, and no token.');
  if (flags.has('negotiate')) {
    return sent(
      NEGOTIATE,
      'With --negotiate curl sends Authorization: Negotiate with a Kerberos ticket, and no token.',
    );
  }
  const waiting = ['digest', 'anyauth'].find((name) => flags.has(name));
  if (waiting === undefined) return sent(basic(user));
  const remark = `With --${waiting} the first request has no Authorization header: curl waits for a challenge that it can answer, and Bearer is none.`;
  return { remarks: [remark], unread: [] };
}

function sent(value: string, remark?: string): FirstAuthorization {
  return { value, remarks: remark === undefined ? [] : [remark], unread: [] };
}

/** How the first message of each begins (MS-NLMP §2.2.1.1, RFC 4559 §4.2). */
const NTLM = 'NTLM TlRMTVNTUAABAAAA';
const NEGOTIATE = 'Negotiate YII';

function basic(user: string): string {
  return `Basic ${encodeBase64(encodeUtf8(user.includes(':') ? user : `${user}:`))}`;
}

/** `https://user:password@host/` is Basic too. */
function userOf(url: string): string | undefined {
  const user = /^https?:\/\/([^/?#@\s]+)@/i.exec(url)?.[1];
  return user === undefined ? undefined : decoded(user);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
