import { defineCause } from '../evidence/cause.ts';
import { code, list, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Input } from '../evidence/input.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { recogniseOtherText } from '../jws/other-text.ts';
import { tokenIn, withOneLine } from '../mend/mend-credentials.ts';

type Facts = {
  /** Authorization lines; `null` where only one value is known. */
  readonly lines: number | null;
  /** More than one value in one line. */
  readonly joined: boolean;
  /** Names of the query parameters that hold credentials too. */
  readonly query: readonly string[];
};

/** Query parameters that authenticate by themselves. Others of such a name may well be the API's own. */
const QUERY_CREDENTIALS = ['query:api_key', 'query:api_secret', 'query:access_token'];

export const multipleCredentials = defineCause<Facts>({
  id: 'multiple-credentials',
  stage: 'transport',
  challenge: 'invalid_request',
  cites: [rfc(6750, '2'), rfc(6750, '3.1'), rfc(9110, '5.3'), VONAGE_AUTHENTICATION],
  needs: ['credentials'],
  certainty: 'proved',
  title: 'Multiple credentials in one request',
  searchedAs: ['two Authorization headers', 'API key and token in the same request', 'two authentication methods'],
  related: ['bearer-scheme-malformed', 'basic-credentials-on-jwt-endpoint'],
  article: {
    symptom: [
      paragraph(
        'The request is rejected although one of its tokens is valid; or it works in one environment and fails in another.',
      ),
    ],
    cause: [
      paragraph(
        'The request authenticates in two ways at once. Which one counts depends on the server, so none is accepted. Common cases:',
      ),
      list(
        [
          'two ',
          code('Authorization'),
          ' headers, often one from the code and one from the client library or a proxy;',
        ],
        'two values in one header, joined by a comma;',
        ['a token in the header, and ', code('api_key'), ' with ', code('api_secret'), ' in the query.'],
      ),
    ],
    resolution: [
      steps(
        'Choose one: for an application, the JWT in the Authorization header.',
        'Set the header in one place only, and replace it there instead of adding to it.',
      ),
    ],
    additional: [
      paragraph(
        'Many servers keep the first header and silently drop the second: the one that you see in a log may not be the one that was judged.',
      ),
    ],
  },
  find({ credentials }) {
    if (!credentials) return undefined;
    const query = credentials.alsoIn?.filter((place) => QUERY_CREDENTIALS.includes(place)) ?? [];
    const lines = credentials.lines ?? null;
    const several = (lines ?? 1) > 1;
    // A comma in JSON or in a page does not make several credentials.
    const joined =
      credentials.fault === 'several-values' && !several && recogniseOtherText(credentials.rest) === undefined;
    if (!several && !joined && query.length === 0) return undefined;
    return {
      facts: { lines, joined, query: query.map((place) => place.slice('query:'.length)) },
      at: { in: 'authorization' },
    };
  },
  explain({ lines, joined, query }) {
    const received = [
      ...(lines !== null && lines > 1 ? [`${lines} Authorization headers`] : []),
      ...(joined ? ['several values in one Authorization header'] : []),
      ...(query.length > 0 ? [`${query.join(' and ')} in the query, besides the Authorization header`] : []),
    ];
    return {
      title: 'The request has more than one set of credentials.',
      detail: [pairs(['expected', 'one Authorization header with one token'], ['received', received.join('; ')])],
    };
  },
  fix: ({ query }) => ({
    applicability: 'certain',
    steps: [
      query.length > 0
        ? `Remove ${query.join(' and ')} from the query, and send only the token.`
        : 'Send one Authorization header with one token.',
      'Look for a client library, a default header or a proxy that adds the other.',
    ],
  }),
  mend(input) {
    const token = tokenIn(input);
    if (token === undefined || !input.request?.fields) return undefined;
    return withOneLine({ ...input, request: withoutQueryCredentials(input.request) }, token);
  },
  example: (kit) =>
    kit.input({
      request: {
        fields: [
          ['Host', 'api.nexmo.com'],
          ['Authorization', `Bearer ${kit.mint()}`],
          ['Authorization', 'Basic YWJjZDEyMzQ6YW5FeGFtcGxlU2VjcmV0MQ=='],
        ],
      },
    }),
});

function withoutQueryCredentials(request: NonNullable<Input['request']>): NonNullable<Input['request']> {
  const [path, query] = request.target?.split('?', 2) ?? [];
  if (query === undefined || path === undefined) return request;
  const kept = query.split('&').filter((pair) => {
    const name = pair.split('=', 1)[0]?.toLowerCase();
    return !QUERY_CREDENTIALS.includes(`query:${name}`);
  });
  return { ...request, target: kept.length > 0 ? `${path}?${kept.join('&')}` : path };
}
