import { defineCause } from '../evidence/cause.ts';
import { code, command, list, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { observedAnswer } from '../observe/observed-answer.ts';

type Facts = {
  readonly status: number | null;
  /** The response names the Authorization field itself as what is missing. */
  readonly named: boolean;
};

/** The field is named as missing, as in "Request header 'Authorization' missing". */
const FIELD_MISSING =
  /authorization\b[^.]{0,40}\b(?:missing|absent|not (?:found|present|provided|set|sent))|(?:missing|no)\b[^.]{0,20}\bauthorization\b/i;
/** A token is named as missing, as in "JWT Token not found". */
const TOKEN_MISSING =
  /\btoken\b[^.]{0,20}\b(?:missing|absent|not (?:found|present|provided|set|sent))|(?:missing|no)\b[^.]{0,20}\btoken\b/i;

export const authorizationStrippedInTransit = defineCause<Facts>({
  id: 'authorization-stripped-in-transit',
  stage: 'transport',
  party: 'verifier',
  challenge: null,
  cites: [
    { title: 'Apache: CGIPassAuth', url: 'https://httpd.apache.org/docs/2.4/mod/core.html#cgipassauth' },
    rfc(9110, '11.6.2'),
  ],
  needs: ['credentials', 'response'],
  certainty: 'possible',
  title: 'Authorization header stripped between client and server',
  searchedAs: [
    'header removed by a proxy',
    'nginx, Apache, PHP-FPM, CGI, ingress, load balancer does not pass the Authorization header',
    'token does not reach the backend',
    'works locally, header missing in production',
    'htaccess HTTP_AUTHORIZATION empty',
    'a proxy removes or strips the bearer token',
  ],
  related: ['authorization-missing', 'authorization-dropped-on-redirect'],
  article: {
    symptom: [
      paragraph('The client sends the ', code('Authorization'), ' header, and the server answers that it is missing.'),
    ],
    cause: [
      paragraph('Something between the two removed the header. Known to do so:'),
      list(
        'Apache with CGI or FastCGI (PHP, Python): it does not pass the header to the program unless told to;',
        'a reverse proxy that passes on a list of headers, or sets the header itself;',
        'a gateway that uses the header for its own authentication.',
      ),
    ],
    resolution: [
      steps(
        'Capture the same request at both ends, and find the hop after which the header is gone.',
        ['Apache: set ', code('CGIPassAuth On'), ' where the program is configured.'],
        ['nginx: pass the header on with ', code('proxy_set_header'), ' or ', code('fastcgi_param'), '.'],
      ),
      command('proxy_set_header Authorization $http_authorization;'),
    ],
    additional: [
      paragraph('A capture at one end cannot prove this cause: you need the same request, seen from both ends.'),
    ],
  },
  find(evidence) {
    const { credentials, response } = evidence;
    if (credentials?.token === undefined || (response?.status ?? 401) < 400) return undefined;
    // A message that is known, and known for something else, says what it says there.
    const known = observedAnswer(evidence)?.message?.causes;
    if (known?.includes('authorization-stripped-in-transit') === false) return undefined;
    const body = response?.body?.slice(0, 4096) ?? '';
    const named = FIELD_MISSING.test(body);
    if (!named && !TOKEN_MISSING.test(body)) return undefined;
    return {
      facts: { status: response?.status ?? null, named },
      at: { in: 'response' },
      certainty: named ? 'likely' : 'possible',
    };
  },
  explain: ({ status, named }) => ({
    title: 'The Authorization header was sent, and the server says that it never arrived.',
    detail: [
      pairs(
        ['sent', code('Authorization: Bearer <token>')],
        ['answer', `${status ?? 'rejected'}: ${named ? 'the Authorization header' : 'a token'} is missing`],
      ),
    ],
  }),
  fix: () => ({
    applicability: 'likely',
    steps: [
      'Capture the request at the server too, and find the hop after which the header is gone.',
      'Make that hop forward it: Apache "CGIPassAuth On" (mod_wsgi: "WSGIPassAuthorization On"), nginx "proxy_set_header" or "fastcgi_param".',
    ],
  }),
  example: (kit) =>
    kit.input({
      response: { status: 401, body: '{"title":"Unauthorised","detail":"Request header \'Authorization\' missing"}' },
    }),
});
