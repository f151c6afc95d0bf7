import { defineCause } from '../evidence/cause.ts';
import { code, command, list, pairs, paragraph, steps } from '../evidence/doc.ts';
import { isPreflight } from '../request/preflight.ts';

type Facts = {
  readonly status: number | null;
  /** What the browser asked leave for. */
  readonly method: string;
};

export const preflightRejected = defineCause<Facts>({
  id: 'preflight-rejected',
  stage: 'transport',
  party: 'verifier',
  challenge: null,
  cites: [
    { title: 'Fetch: CORS-preflight fetch', url: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch' },
    { title: 'MDN: Preflight request', url: 'https://developer.mozilla.org/docs/Glossary/Preflight_request' },
  ],
  needs: ['credentials', 'request'],
  certainty: 'proved',
  title: 'CORS preflight (OPTIONS) rejected with 401: a preflight carries no Authorization header',
  searchedAs: [
    'CORS error with 401',
    'OPTIONS request returns 401 or 403',
    'blocked by CORS policy',
    'preflight has invalid HTTP status code',
    'works in Postman or curl but not in the browser',
  ],
  related: ['authorization-missing', 'authorization-stripped-in-transit'],
  article: {
    symptom: [
      paragraph(
        'A page in a browser cannot call the API; curl and servers can. The console speaks of CORS, and the log of the server has ',
        code('OPTIONS'),
        ' requests that were rejected with 401 or 403.',
      ),
    ],
    cause: [
      paragraph(
        'Before a call to another origin with an ',
        code('Authorization'),
        ' header, a browser asks for permission with ',
        code('OPTIONS'),
        ' and ',
        code('Access-Control-Request-Method'),
        '. That request never has credentials, and no client can add them. Something in front of the API still asks for a token:',
      ),
      list(
        'a gateway, proxy or middleware that checks every method;',
        'a middleware for CORS that runs after the one that checks the token.',
      ),
    ],
    resolution: [
      steps(
        'Exempt OPTIONS requests that have Access-Control-Request-Method from the check of the token, at the proxy or gateway.',
        ['Answer them with 204 and the ', code('Access-Control-Allow-*'), ' headers, before any check of credentials.'],
        [
          'Put the headers on the 401 of the real request too; without ',
          code('Access-Control-Allow-Origin'),
          ' the page cannot read it.',
        ],
      ),
      command('if ($request_method = OPTIONS) { return 204; }'),
    ],
    additional: [
      paragraph(
        'Kong calls the setting ',
        code('run_on_preflight: false'),
        ', Envoy ',
        code('bypass_cors_preflight: true'),
        '. The gate of Mintmark passes preflights with ',
        code('--preflights pass'),
        ', its middleware with ',
        code("preflights: 'pass'"),
        '.',
      ),
    ],
  },
  find({ credentials, request, response }) {
    if (credentials !== null || !isPreflight(request) || (response?.status ?? 401) < 400) return undefined;
    const asked = request?.fields?.find(([name]) => name.toLowerCase() === 'access-control-request-method')?.[1] ?? '';
    const method = /^[A-Za-z]{1,20}$/.test(asked) ? asked : 'another method';
    return { facts: { status: response?.status ?? null, method }, at: { in: 'request' } };
  },
  explain: ({ status, method }) => ({
    title: "A browser's preflight was rejected: it never carries a token.",
    detail: [
      pairs(
        ['expected', 'OPTIONS with Access-Control-Request-Method answered without a check of credentials'],
        ['received', `a preflight for ${method}, ${status === null ? 'rejected' : `answered ${status}`}`],
      ),
    ],
  }),
  fix: () => ({
    applicability: 'likely',
    steps: [
      'At the proxy or gateway, exempt OPTIONS requests with Access-Control-Request-Method from authentication.',
      'Let the CORS handler answer them, ahead of whatever checks tokens. The browser then sends the real request.',
    ],
  }),
  example: (kit) =>
    kit.input({
      request: {
        method: 'OPTIONS',
        target: '/v1/calls',
        fields: [
          ['Host', 'api.nexmo.com'],
          ['Origin', 'https://app.example.com'],
          ['Access-Control-Request-Method', 'POST'],
          ['Access-Control-Request-Headers', 'authorization'],
        ],
      },
    }),
});
