import { defineCause, type Facts } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';

interface NetworkFacts extends Facts {
  readonly kind: keyof typeof WORDS;
}

const WORDS = {
  certificate: 'this machine does not trust the certificate of the server',
  'certificate-ended': 'the certificate of the server has expired, or the clock of this machine is wrong',
  'certificate-name': 'the certificate of the server is for another name',
  tls: 'no TLS connection could be made',
  name: 'the host name cannot be resolved',
  refused: 'nothing accepts connections there',
  timeout: 'the server did not respond in time',
  proxy: 'a proxy on the way refused the connection',
  other: 'the connection failed before there was a response',
} as const;

/** From the specific to the general: codes of Node.js, curl and OpenSSL, and the words of others. */
const SIGNS: readonly (readonly [keyof typeof WORDS, RegExp])[] = [
  ['certificate-ended', /CERT_HAS_EXPIRED|certificate has expired|CERT_NOT_YET_VALID|not yet valid/i],
  [
    'certificate-name',
    /ERR_TLS_CERT_ALTNAME|curl: \(51\)|hostname mismatch|does not match (?:the )?(?:host|certificate|target)|no alternative certificate subject/i,
  ],
  [
    'certificate',
    /UNABLE_TO_(?:VERIFY|GET)|SELF_SIGNED|self[- ]signed|curl: \((?:60|77)\)|local issuer certificate|CERTIFICATE_VERIFY_FAILED|unable to find valid certification path|curl\.cainfo|CA bundle/i,
  ],
  ['proxy', /curl: \(56\).*proxy|407|proxy (?:authentication|CONNECT)|tunneling socket/i],
  ['tls', /curl: \(35\)|ERR_SSL|wrong version number|handshake|EPROTO|SSLError|SSL_ERROR/i],
  ['name', /ENOTFOUND|EAI_AGAIN|curl: \(6\)|could not resolve|getaddrinfo|name or service not known|UnknownHost/i],
  ['refused', /ECONNREFUSED|curl: \(7\)|connection refused|EHOSTUNREACH|ENETUNREACH/i],
  ['timeout', /ETIMEDOUT|curl: \(28\)|timed? ?out|ESOCKETTIMEDOUT/i],
];

export const networkOrTlsFailure = defineCause<NetworkFacts>({
  id: 'network-or-tls-failure',
  stage: 'environment',
  challenge: null,
  cites: [
    { title: 'curl: Exit codes', url: 'https://everything.curl.dev/cmdline/exitcode.html' },
    { title: 'Node.js: Common system errors', url: 'https://nodejs.org/api/errors.html#common-system-errors' },
  ],
  needs: ['failure'],
  certainty: 'proved',
  title: 'Network or TLS error, not an authentication error',
  searchedAs: [
    'connection refused',
    'ECONNREFUSED, ENOTFOUND, ETIMEDOUT',
    'self-signed certificate',
    'SSL certificate problem',
    'DNS, timeout, proxy',
  ],
  related: ['provider-transient-fault', 'wrong-host-or-region'],
  appliesTo: ['API requests', 'Client libraries'],
  article: {
    symptom: [
      paragraph(
        'The library throws an error that says unauthorized or names the credentials, and there is no response with a status behind it.',
      ),
    ],
    cause: [
      paragraph(
        'The request never reached the API: the host name, the connection or the certificate failed first. Some libraries report every failure as one of authentication.',
      ),
    ],
    resolution: [
      steps(
        'Send the same request with curl, and look at the first line that fails:',
        marked(
          'If a certificate is not trusted, give the client the CA bundle: in PHP, `curl.cainfo`; in Node.js, `NODE_EXTRA_CA_CERTS`.',
        ),
        'Behind a proxy, set its address in the client, and trust its certificate if it intercepts TLS.',
      ),
      command('curl -v https://api.nexmo.com/ -o /dev/null'),
    ],
    additional: [list('Never switch certificate checks off: whoever answers then gets your token.')],
  },
  find({ failure }) {
    if (failure === undefined) return undefined;
    const text = failure.slice(0, 4096);
    const kind = SIGNS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
    // That there was no answer is given; why, only where the text has a sign of it.
    return { facts: { kind }, at: { in: 'request' }, certainty: kind === 'other' ? 'possible' : 'proved' };
  },
  explain: ({ kind }) => ({
    title: `The request never reached the API: ${WORDS[kind]}.`,
    detail: [pairs(['expected', 'a response with a status'], ['received', WORDS[kind]])],
  }),
  fix: ({ kind }) => ({
    applicability: 'likely',
    steps: [
      kind.startsWith('certificate')
        ? 'Give the client the CA bundle that it needs, and check the clock of the machine.'
        : kind === 'proxy'
          ? 'Set the proxy and its credentials in the client.'
          : 'Check the host, its port and the route to it from this machine, with curl -v.',
      'Leave the token and the key as they are: nothing was said about them.',
    ],
    command: 'curl -v https://api.nexmo.com/ -o /dev/null',
  }),
  example: (kit) => ({
    profile: 'vonage',
    now: kit.now,
    failure: 'cURL error 60: SSL certificate problem: unable to get local issuer certificate',
  }),
});
