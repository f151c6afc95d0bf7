import type { Profile } from '../claims/profile.ts';
import { decodeBase64url } from '../encoding/base64url.ts';
import { defineCause } from '../evidence/cause.ts';
import { code, command, list, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { mendCredentials } from '../mend/mend-credentials.ts';
import { isMintable, mintCommand } from '../mend/mint-command.ts';
import { isTokenRequest } from '../request/token-request.ts';

type Facts = {
  /** What the credentials are, by their shape: `key-and-secret`, `jwt`, `unreadable`. */
  readonly holds: string;
  /** The path, where it is known. */
  readonly path: string | null;
  /** Whether the person can mint a token for these rules. */
  readonly isMintable: boolean;
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
  find({ credentials, request, profile, response, chosenBy }) {
    if (credentials?.fault !== 'basic') return undefined;
    const path = request?.target?.path;
    const holds = credentials.tokenInside === undefined ? shapeOf(credentials.rest.trim()) : 'jwt';
    // A client names itself so to a token endpoint (RFC 6749 §2.3.1).
    if (holds !== 'jwt' && isTokenRequest(request)) return undefined;
    return {
      facts: {
        holds,
        isMintable: isMintable(profile),
        path: path === undefined ? null : path.slice(0, 80),
      },
      at: { in: 'authorization', start: 0, end: credentials.scheme?.length ?? 0 },
      // Where Basic is taken too, the secret may well be right: that is not for this cause to tell.
      certainty: isBasicPath(profile, path)
        ? 'possible'
        : isToken(profile, chosenBy) || isAskedForBearer(response)
          ? 'proved'
          : 'likely',
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
  fix: ({ holds, isMintable }) =>
    holds === 'jwt'
      ? { applicability: 'certain', steps: ['Write Bearer instead of Basic.'] }
      : !isMintable
        ? {
            applicability: 'likely',
            steps: [
              'Ask the issuer for a token, and send it as Authorization: Bearer TOKEN.',
              'If this API is meant to take Basic, compare the name and the password with what it has: nothing here is about a token.',
            ],
          }
        : {
            applicability: 'likely',
            steps: [
              'Use an application: mint a JWT with its id and private key, and send it as Bearer.',
              'In a client library, set the application id and the private key; the API key and secret do not help here.',
            ],
            ...mintCommand(isMintable),
          },
  mend: (input, { holds }) => (holds === 'jwt' ? mendCredentials(input) : undefined),
  example: (kit) => kit.input({ authorization: 'Basic YWJjZDEyMzQ6YW5FeGFtcGxlU2VjcmV0MQ==' }),
});

/** Whether the rules say that a JWT is expected: those of a provider or of the gate do, or a person who gave them. */
function isToken({ isGeneral }: Profile, chosenBy: Evidence['chosenBy']): boolean {
  return isGeneral !== true || chosenBy === undefined || chosenBy === 'user';
}

/** Of an API of unknown rules only the answer tells what it takes (RFC 6750 §3). */
function isAskedForBearer(response: Evidence['response']): boolean {
  const challenges = response?.fields?.filter(([name]) => name.toLowerCase() === 'www-authenticate') ?? [];
  return challenges.some(([, value]) => /^\s*bearer\b/i.test(value));
}

function isBasicPath({ basicPaths = [] }: Profile, path: string | undefined): boolean {
  return basicPaths.some((basic) => path === basic || path?.startsWith(`${basic}/`));
}

/** Looks at the shape only; what the credentials say is never kept. */
function shapeOf(credentials: string): string {
  const urlSafe = credentials.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
  const bytes = decodeBase64url(urlSafe);
  return bytes instanceof Uint8Array && bytes.includes(0x3a) ? 'key-and-secret' : 'unreadable';
}
