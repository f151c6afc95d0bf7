import type { HeaderField } from '../field.ts';
import { authenticationOf, withoutStrayWords } from './curl-habits.ts';
import { type RequestReading, type RequestsReading, readFault, splitUrl, withOpenValue } from './reading.ts';

/** Options that take a value and say nothing about the request; the short ones by their letter. */
const OTHERS_WITH_VALUE = new Set(
  `abstract-unix-socket alt-svc c cacert capath C cert cert-type E ciphers connect-timeout connect-to continue-at
  cookie-jar create-file-mode crlfile curves D delegation dns-interface dns-ipv4-addr dns-servers doh-url dump-header
  engine etag-compare etag-save expect100-timeout hsts interface ip-tos j keepalive-time key key-type limit-rate
  local-port login-options m max-filesize max-redirs max-time netrc-file noproxy o output output-dir parallel-max pass
  pinnedpubkey Q P t z y Y postquote preproxy prequote proto proto-default proto-redir proxy x proxy-header proxy-user U
  quote r range rate resolve retry retry-delay retry-max-time service-name socks4 socks4a socks5 socks5-hostname
  speed-limit speed-time stderr tls-max tls13-ciphers tlsauthtype trace trace-ascii unix-socket w write-out`.split(
    /\s+/,
  ),
);

const SHORT: { readonly [letter: string]: string } = {
  X: 'request',
  H: 'header',
  d: 'data',
  u: 'user',
  b: 'cookie',
  A: 'user-agent',
  e: 'referer',
  F: 'form',
  T: 'upload-file',
  K: 'config',
  G: 'get',
  I: 'head',
};
const WITH_VALUE = new Set([
  'request',
  'header',
  'data',
  'data-raw',
  'data-binary',
  'data-ascii',
  'data-urlencode',
  'json',
  'url',
  'url-query',
  'user',
  'oauth2-bearer',
  'cookie',
  'user-agent',
  'referer',
  'form',
  'form-string',
  'upload-file',
  'config',
  'aws-sigv4',
]);

export function isCurl(word: string): boolean {
  return /^(?:.*[\\/])?curl(?:\.exe)?$/i.test(word);
}

interface Draft {
  method?: string;
  urls: string[];
  headers: string[];
  data: string[];
  query: string[];
  flags: Set<string>;
  cookies: string[];
  unread: string[];
  remarks: string[];
  user?: string;
  bearer?: string;
  agent?: string;
  referer?: string;
}

/**
 * Reads the words that follow `curl`. `--next` begins another request; each URL is one.
 * @param open what stands in the words for a value that the text does not hold: `$TOKEN`
 */
export function curlRequests(words: readonly string[], line: number, open: readonly string[] = []): RequestsReading {
  const requests: RequestReading[] = [];
  let draft = emptyDraft();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === '--next' || word === '-:') {
      requests.push(...requestsOf(draft, line));
      draft = emptyDraft();
      continue;
    }
    if (!word.startsWith('-') || word === '-') {
      draft.urls.push(word);
      continue;
    }
    for (const { name, value } of optionsIn(word)) {
      const takesValue = WITH_VALUE.has(name) || OTHERS_WITH_VALUE.has(name);
      if (!takesValue) {
        draft.flags.add(name);
        continue;
      }
      if (word.startsWith(`--${name}=`)) {
        draft.remarks.push(`curl knows no --${name}=…: put a space between --${name} and its value.`);
      }
      const given = value ?? words[++at];
      if (given === undefined) return readFault(line, `a value after ${word}`);
      take(draft, name, given);
    }
  }
  requests.push(...requestsOf(draft, line));
  const read = requests.map((request) => withOpenValue(request, open));
  return requests.length > 0 ? { ok: true, requests: read } : readFault(line, 'a URL in the curl command line');
}

function emptyDraft(): Draft {
  return { urls: [], headers: [], data: [], query: [], flags: new Set(), cookies: [], unread: [], remarks: [] };
}

/** `-XPOST`, `-sSL`, `--header=…`: an option, or several switches in one word. */
function optionsIn(word: string): { name: string; value?: string }[] {
  if (word.startsWith('--')) {
    const equals = word.indexOf('=');
    const name = word.slice(2, equals === -1 ? undefined : equals);
    return [equals === -1 ? { name } : { name, value: word.slice(equals + 1) }];
  }
  const found: { name: string; value?: string }[] = [];
  for (let at = 1; at < word.length; at++) {
    const letter = word.charAt(at);
    const name = SHORT[letter] ?? letter;
    if (!WITH_VALUE.has(name) && !OTHERS_WITH_VALUE.has(name)) {
      found.push({ name });
      continue;
    }
    const value = word.slice(at + 1);
    found.push(value === '' ? { name } : { name, value });
    break;
  }
  return found;
}

function take(draft: Draft, name: string, value: string): void {
  const isFile = value.startsWith('@');
  if (name === 'request') draft.method = value;
  else if (name === 'url') draft.urls.push(value);
  else if (name === 'user') draft.user = value;
  else if (name === 'oauth2-bearer') draft.bearer = value;
  else if (name === 'user-agent') draft.agent = value;
  else if (name === 'referer') draft.referer = value;
  else if (name === 'header' && isFile) draft.unread.push(`-H ${value}`);
  else if (name === 'header') takeHeader(draft, value);
  else if (name === 'aws-sigv4') draft.flags.add(name);
  else if (name === 'cookie' && value.includes('=')) draft.cookies.push(value);
  else if (name === 'cookie' || name === 'config') draft.unread.push(`--${name} ${value}`);
  else if (name === 'url-query') draft.query.push(value);
  else if (name === 'upload-file') draft.flags.add(name);
  else if (name === 'form' || name === 'form-string') draft.flags.add('form');
  else if (name === 'json' || name.startsWith('data')) {
    if (name === 'json') draft.flags.add('json');
    draft.flags.add('data');
    if (isFile && name !== 'data-raw') draft.unread.push(`--${name} ${value}`);
    else draft.data.push(value);
  }
}

function takeHeader(draft: Draft, value: string): void {
  draft.headers.push(value);
  if (/^[\w-]+[ \t]/.test(value))
    draft.remarks.push('curl sends no header without a colon behind its name: "Authorization: Bearer …".');
  if (value.startsWith('='))
    draft.remarks.push('-H=… sends a header whose name begins with =. Write -H, a space, and the header.');
}

/** Each has all headers: more than a person gives to one command would be work without end. */
const MOST_URLS = 32;

function requestsOf(draft: Draft, line: number): RequestReading[] {
  const { urls, remarks } = withoutStrayWords(draft.urls);
  return urls.slice(0, MOST_URLS).flatMap((text) => {
    const split = splitUrl(text);
    const authentication = authenticationOf(draft, text);
    const told = [...draft.remarks, ...remarks, ...authentication.remarks];
    const data = draft.data.join(draft.flags.has('json') ? '' : '&');
    const query = [...(draft.flags.has('get') && data !== '' ? [data] : []), ...draft.query].join('&');
    const withQuery = (target: string) =>
      query === '' ? target : `${target}${target.includes('?') ? '&' : '?'}${query}`;
    const isBody = draft.flags.has('data') && !draft.flags.has('get');
    const unread = [...draft.unread, ...authentication.unread, ...(split === undefined ? [text] : [])];
    return [
      {
        form: 'curl',
        line,
        method: methodOf(draft),
        ...(split !== undefined && { url: withQuery(split.url), target: withQuery(split.target) }),
        fields: fieldsOf(draft, split?.host, authentication.value),
        ...(isBody && data !== '' && { body: data }),
        ...(unread.length > 0 && { unread }),
        ...(told.length > 0 && { remarks: told }),
      } satisfies RequestReading,
    ];
  });
}

function methodOf({ method, flags }: Draft): string {
  if (method !== undefined) return method;
  if (flags.has('get')) return 'GET';
  if (flags.has('head')) return 'HEAD';
  if (flags.has('upload-file')) return 'PUT';
  return flags.has('data') || flags.has('form') ? 'POST' : 'GET';
}

/** The header lines that curl sends. One that is given by hand takes the place of curl's own, `Name:` takes it away. */
function fieldsOf(draft: Draft, host: string | undefined, authorization: string | undefined): HeaderField[] {
  const given: HeaderField[] = [];
  const named = new Set<string>();
  for (const header of draft.headers) {
    const [, name, sign, value = ''] = /^([^:;]*)([:;])([\s\S]*)$/.exec(header) ?? [];
    if (name === undefined) continue;
    named.add(name.trim().toLowerCase());
    const text = value.replace(/^[ \t]+|[ \t]+$/g, '');
    if (sign === ';' ? text === '' : text !== '') given.push([name, text]);
  }
  const own: HeaderField[] = [];
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined && !named.has(name.toLowerCase())) own.push([name, value]);
  };
  add('Host', host);
  add('Authorization', authorization);
  add('User-Agent', draft.agent);
  add('Referer', draft.referer);
  add('Cookie', draft.cookies.length > 0 ? draft.cookies.join('; ') : undefined);
  add('Accept', draft.flags.has('json') ? 'application/json' : undefined);
  if (draft.flags.has('data') && !draft.flags.has('get')) {
    add('Content-Type', draft.flags.has('json') ? 'application/json' : 'application/x-www-form-urlencoded');
  }
  return [...own, ...given];
}
