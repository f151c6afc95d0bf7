import { defineCause } from '../evidence/cause.ts';
import { code, command, list, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { withOneLine } from '../mend/mend-credentials.ts';
import { credentialsElsewhere } from '../request/authorization.ts';
import { clientById } from '../request/client.ts';
import { isPreflight } from '../request/preflight.ts';
import { isTokenRequest } from '../request/token-request.ts';

type Facts = {
  /** An Authorization field that is there, and empty. */
  readonly empty: boolean;
  /** Where credentials were sent instead: `query:access_token`, `x-authorization`, `cookie:session`. */
  readonly elsewhere: readonly string[];
  /** The library that sent the request, where its error or log is what is known. */
  readonly client?: string;
  /** The id of the profile of the host that it went to. */
  readonly provider?: string;
};

export const authorizationMissing = defineCause<Facts>({
  id: 'authorization-missing',
  stage: 'transport',
  challenge: null,
  cites: [rfc(6750, '2.1'), rfc(6750, '3.1'), VONAGE_AUTHENTICATION],
  needs: ['credentials'],
  certainty: 'proved',
  title: 'Authorization header missing or empty',
  searchedAs: [
    'no token was sent',
    'missing authorization header',
    'no auth token',
    'token not found',
    'unauthenticated, authentication required',
  ],
  related: [
    'preflight-rejected',
    'authorization-stripped-in-transit',
    'authorization-dropped-on-redirect',
    'not-a-jwt',
  ],
  article: {
    symptom: [
      paragraph(
        'The request is rejected with 401, and the challenge carries no error code: the server saw no credentials at all.',
      ),
    ],
    cause: [
      paragraph(
        'The request arrived without an ',
        code('Authorization'),
        ' header, or with an empty one. Usual reasons:',
      ),
      list(
        'the client was built with an API key and secret, or with nothing, and never took the branch that makes a JWT;',
        'the variable that holds the token is not set in the environment that sends the request;',
        [
          'the token is sent in the query, in a cookie or in a different header, such as ',
          code('X-Authorization'),
          ';',
        ],
        'a proxy or a redirect removed the header on the way.',
      ),
    ],
    resolution: [
      steps(
        ['Send the token in the ', code('Authorization'), ' header, after ', code('Bearer'), ' and one space.'],
        'Print the names of the headers that your client really sends; never its token.',
        'If your client does send it, look for a proxy or a redirect in between.',
      ),
      command('curl -H "Authorization: Bearer $TOKEN" https://api.nexmo.com/v1/calls'),
    ],
    additional: [
      paragraph(
        'Tokens in the query are not accepted: a URL ends up in logs and histories, and the token with it (RFC 6750 §5.3).',
      ),
    ],
  },
  find({ credentials, request, profile, chosenBy }) {
    if (credentials !== null && credentials?.fault !== 'empty') return undefined;
    if (isPreflight(request) || isTokenRequest(request)) return undefined;
    const elsewhere = credentialsElsewhere(request?.fields ?? [], request?.target?.text);
    return {
      facts: {
        empty: credentials !== null,
        elsewhere: elsewhere.map((place) => place.slice(0, 80)),
        ...(request?.client !== undefined && { client: request.client }),
        ...(chosenBy === 'host' && { provider: profile.id }),
      },
      at: { in: 'request' },
    };
  },
  explain({ empty, elsewhere }) {
    const where = elsewhere.map(placeInWords).join(', ');
    return {
      title: empty ? 'The Authorization header is empty.' : 'The request has no Authorization header.',
      detail: [
        pairs(
          ['expected', code('Authorization: Bearer <token>')],
          [
            'received',
            where === '' ? (empty ? 'a header without a value' : 'no such header') : `credentials in ${where}`,
          ],
        ),
      ],
    };
  },
  fix: ({ empty, elsewhere, client, provider }) => ({
    applicability: elsewhere.length > 0 ? 'certain' : 'likely',
    steps: [
      elsewhere.length > 0
        ? 'Send the token in the Authorization header, after "Bearer" and one space.'
        : 'Add the Authorization header: "Bearer", one space, the token.',
      ...inTermsOf(client, provider),
      empty
        ? 'Check that the variable which holds the token is set where the request is sent.'
        : 'If your client does send the header, a proxy or a redirect removes it: compare both ends.',
    ],
  }),
  mend(input) {
    return input.token === undefined ? undefined : withOneLine(input, input.token);
  },
  example: (kit) => kit.input({ request: { fields: [['Host', 'api.nexmo.com']] } }),
});

/** The line that sets the header, in the terms of whoever sends. */
function inTermsOf(id: string | undefined, provider: string | undefined): string[] {
  const client = clientById(id);
  return [
    ...(provider === 'vonage'
      ? ['Give the SDK an application ID and its private key: with an API key and secret alone it sends no JWT.']
      : []),
    ...(client === undefined ? [] : [`In ${client.name}: ${client.sets}`]),
  ];
}

function placeInWords(place: string): string {
  const [kind, name] = place.split(':', 2);
  if (kind === 'query') return `the query parameter ${name}`;
  return kind === 'cookie' ? `the cookie ${name}` : `the header ${place}`;
}
