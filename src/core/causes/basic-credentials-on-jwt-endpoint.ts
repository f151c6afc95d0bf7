import type { Profile } from '../claims/profile.ts';
import { decodeBase64url } from '../encoding/base64url.ts';
import { defineCause } from '../evidence/cause.ts';
import { code, command, list, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { mendCredentials } from '../mend/mend-credentials.ts';

type Facts = {
  /** What the credentials are, by their shape: `key-and-secret`, `jwt`, `unreadable`. */
  readonly holds: string;
  /** The path, where it is known. */
  readonly path: string | null;
};

export const basicCredentialsOnJwtEndpoint = defineCause<Facts>({
  id: 'basic-credentials-on-jwt-endpoint',
  stage: 'transport',
  challenge: null,
  cites: [VONAGE_AUTHENTICATION, rfc(7617, '2'), rfc(6750, '3.1')],
  needs: ['credentials'],
  certainty: 'proved',
  title: 'Basic authentication instead of a Bearer token',
  searchedAs: ['basic auth instead of JWT', 'API key and secret instead of a token', 'username and password rejected'],
  related: ['scheme-not-bearer', 'secret-in-place-of-private-key', 'authorization-missing'],
  article: {
    symptom: [
      paragraph(
        'The API key and secret work with one API, and give 401 with others: Voice, Video, Users and Conversations.',
      ),
    ],
    cause: [
      paragraph(
        'The request authenticates with ',
        code('Basic'),
        ' (an API key and its secret), and the endpoint accepts only a JWT that an application signs. Usual reasons:',
      ),
      list(
        'the client library was given an API key and secret, but no application id and private key;',
        'a signature setting makes the library prefer Basic;',
        'the example that was copied is for another API.',
      ),
    ],
    resolution: [
      steps(
        'Create an application and keep its private key: it is shown once.',
        'Give your client the application id and the private key.',
        ['Send ', code('Authorization: Bearer <token>'), '.'],
      ),
      command('mintmark apps create "My application"\nmintmark mint --app APPLICATION_ID --key APPLICATION_ID.key'),
    ],
    additional: [
      paragraph(
        'Messages and Verify accept either. The Application API itself, which creates applications, accepts Basic only.',
      ),
    ],
  },
  find({ credentials, request, profile }) {
    if (credentials?.fault !== 'basic') return undefined;
    const path = request?.target?.path;
    return {
      facts: {
        holds: credentials.tokenInside === undefined ? shapeOf(credentials.rest.trim()) : 'jwt',
        path: path === undefined ? null : path.slice(0, 80),
      },
      at: { in: 'authorization', start: 0, end: credentials.scheme?.length ?? 0 },
      // Where Basic is taken too, the secret may well be right: that is not for this cause to tell.
      certainty: isBasicPath(profile, path) ? 'possible' : 'proved',
    };
  },
  explain({ holds, path }) {
    const where = path === null ? 'The endpoint' : `The path ${path}`;
    const received =
      holds === 'jwt'
        ? 'Basic with a JWT after it'
        : holds === 'key-and-secret'
          ? 'Basic with an API key and secret'
          : 'Basic with something that is not key:secret in base64';
    return {
      title:
        holds === 'jwt'
          ? 'The token is a JWT, sent under Basic instead of Bearer.'
          : `${where} needs a JWT; the request came with Basic credentials.`,
      detail: [pairs(['expected', 'Bearer with a JWT of an application'], ['received', received])],
    };
  },
  fix: ({ holds }) =>
    holds === 'jwt'
      ? { applicability: 'certain', steps: ['Write Bearer instead of Basic.'] }
      : {
          applicability: 'likely',
          steps: [
            'Use an application: mint a JWT with its id and private key, and send it as Bearer.',
            'In a client library, set the application id and the private key; the API key and secret do not help here.',
          ],
          command: 'mintmark mint --app APPLICATION_ID --key private.key',
        },
  mend: (input, { holds }) => (holds === 'jwt' ? mendCredentials(input) : undefined),
  example: (kit) => kit.input({ authorization: 'Basic YWJjZDEyMzQ6YW5FeGFtcGxlU2VjcmV0MQ==' }),
});

function isBasicPath({ basicPaths = [] }: Profile, path: string | undefined): boolean {
  return basicPaths.some((basic) => path === basic || path?.startsWith(`${basic}/`));
}

/** Looks at the shape only; what the credentials say is never kept. */
function shapeOf(credentials: string): string {
  const urlSafe = credentials.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
  const bytes = decodeBase64url(urlSafe);
  return bytes instanceof Uint8Array && bytes.includes(0x3a) ? 'key-and-secret' : 'unreadable';
}
