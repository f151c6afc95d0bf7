import { defineCause, type Facts } from '../evidence/cause.ts';
import { code, command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { rfc } from '../evidence/sources.ts';
import { fingerprint, publicKeyOf } from '../keys/fingerprint.ts';
import { reissue } from '../mend/reissue.ts';

interface IssuerFacts extends Facts {
  readonly wrong: readonly (keyof typeof WORDS)[];
  readonly iss: string;
  readonly sub: string;
  /** Put together anew; `null` where a part of it is not known. */
  readonly expectedIss: string | null;
  readonly expectedSub: string | null;
}

const WORDS = {
  form: 'it is not ACCOUNT.USER.SHA256:fingerprint',
  case: 'account and user are not in upper case',
  region: 'the account includes its region, which has to be left out here',
  fingerprint: 'the fingerprint is that of another key',
  subject: 'sub is not the account and the user that iss begins with',
} as const;

export const snowflakeIssuerMalformed = defineCause<IssuerFacts>({
  id: 'snowflake-issuer-malformed',
  stage: 'claims',
  cites: [
    {
      title: 'Snowflake: SQL API, authenticating to the server',
      url: 'https://docs.snowflake.com/en/developer-guide/sql-api/authenticating',
    },
    {
      title: 'Snowflake: Key-pair authentication troubleshooting',
      url: 'https://docs.snowflake.com/en/user-guide/key-pair-auth-troubleshooting',
    },
    rfc(7519, '4.1.1'),
  ],
  needs: ['token'],
  certainty: 'proved',
  title: 'Invalid iss or sub for Snowflake',
  searchedAs: ['Snowflake JWT token is invalid', '390144', 'account locator, user in upper case'],
  related: ['identity-claim-mistaken', 'signed-by-replaced-key', 'claim-missing'],
  appliesTo: ['Snowflake', 'JSON Web Token (JWT)'],
  article: {
    symptom: [
      paragraph(
        ...marked('Snowflake answers `JWT token is invalid` (390144), although the key and the clock are right.'),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          '`iss` has to be `ACCOUNT.USER.SHA256:fingerprint` and `sub` has to be `ACCOUNT.USER`. Common mistakes:',
        ),
      ),
      list(
        marked('the account with its region or cloud: `XY12345.US-EAST-1` instead of `XY12345`;'),
        'account or user in lower case;',
        'the fingerprint of an older key, or of the certificate;',
        marked('`SHA256:` left out.'),
      ),
    ],
    resolution: [
      steps(
        marked('Use the account identifier alone, in upper case; dots in it become hyphens.'),
        'Write the user name in upper case.',
        'Compute the fingerprint of the public key:',
      ),
      command('mintmark keys fingerprint private.key'),
    ],
    additional: [
      list(
        marked('`DESC USER name` shows the fingerprint that Snowflake has, as RSA_PUBLIC_KEY_FP.'),
        marked('`SELECT SYSTEM$GET_LOGIN_FAILURE_DETAILS(uuid)` tells an administrator why it was rejected.'),
      ),
    ],
  },
  find(evidence) {
    const members = evidence.profile.id === 'snowflake' ? evidence.token?.payload.members : undefined;
    const iss = members?.['iss'];
    const sub = members?.['sub'];
    if (typeof iss !== 'string' || iss === '') return undefined;
    const known = signingFingerprint(evidence);
    const right = rebuild(iss, known);
    const wrong = faultsOf(iss, typeof sub === 'string' ? sub : undefined, right, known);
    if (wrong.length === 0) return undefined;
    return {
      facts: {
        wrong,
        iss: iss.slice(0, 160),
        sub: typeof sub === 'string' ? sub.slice(0, 80) : 'none',
        expectedIss: right?.iss ?? null,
        expectedSub: right?.sub ?? null,
      },
      at: { in: 'token', part: 'payload', pointer: wrong[0] === 'subject' ? '/sub' : '/iss' },
    };
  },
  explain: ({ wrong, iss, sub, expectedIss, expectedSub }) => ({
    title: `The iss or sub claim is not what Snowflake expects: ${wrong.map((one) => WORDS[one]).join('; ')}.`,
    detail: [
      pairs(
        ['expected iss', code(expectedIss ?? 'ACCOUNT.USER.SHA256:fingerprint of the public key')],
        ['received iss', code(iss)],
        ['expected sub', code(expectedSub ?? 'ACCOUNT.USER')],
        ['received sub', code(sub)],
      ),
    ],
  }),
  fix: ({ expectedIss, expectedSub }) => ({
    applicability: expectedIss === null ? 'likely' : 'certain',
    steps: ['Build iss and sub again: account and user in upper case, no region, the fingerprint of the key in use.'],
    ...(expectedIss !== null && { artefact: JSON.stringify({ iss: expectedIss, sub: expectedSub }) }),
  }),
  mend: (input, { expectedIss: iss, expectedSub: sub }) =>
    iss === null ? undefined : reissue(input, { claims: { iss, sub } }),
  example: (kit) => ({
    profile: 'snowflake',
    now: kit.now,
    key: kit.privateKey('active'),
    token: kit.mint({
      claims: {
        application_id: undefined,
        jti: undefined,
        iss: `xy12345.us-east-1.loader.SHA256:${kit.fingerprint('active')}`,
        sub: 'XY12345.LOADER',
      },
    }),
  }),
});

interface Issuer {
  readonly iss: string;
  readonly sub: string;
  readonly hasRegion: boolean;
  readonly print: string;
}

/** `us-east-1`, `eu-central-1.aws`, `azure`: what stands between the account and the user. */
const REGION = /^(?:[a-z]{2,}(?:-[a-z]+)+-?\d*|aws|azure|gcp|privatelink)$/i;

function rebuild(iss: string, known: string | undefined): Issuer | undefined {
  const at = iss.toUpperCase().indexOf('.SHA256:');
  if (at < 1) return undefined;
  const print = known ?? iss.slice(at + '.SHA256:'.length);
  const [account = '', ...rest] = iss.slice(0, at).toUpperCase().split('.');
  const user = rest.filter((part, i) => i === rest.length - 1 || !REGION.test(part));
  if (account === '' || user.length === 0 || user.includes('')) return undefined;
  const subject = `${account}.${user.join('.')}`;
  return { iss: `${subject}.SHA256:${print}`, sub: subject, hasRegion: user.length < rest.length, print };
}

function faultsOf(iss: string, sub: string | undefined, right: Issuer | undefined, known: string | undefined) {
  const wrong: (keyof typeof WORDS)[] = [];
  if (!right || !/^[A-Za-z0-9+/]{43}=$/.test(iss.slice(iss.lastIndexOf(':') + 1))) wrong.push('form');
  if (!right) return wrong;
  const name = iss.slice(0, iss.toUpperCase().indexOf('.SHA256:'));
  if (name !== name.toUpperCase()) wrong.push('case');
  if (right.hasRegion) wrong.push('region');
  if (known !== undefined && !wrong.includes('form') && !iss.endsWith(`:${known}`)) wrong.push('fingerprint');
  if (sub !== undefined && sub !== right.sub) wrong.push('subject');
  return wrong;
}

/** Of the key that signed this token, where it is known. */
function signingFingerprint({ signature, key }: Evidence): string | undefined {
  if (signature !== undefined) return signature.verifiedBy ?? signature.opened?.[0]?.key.fingerprint;
  return key?.key && fingerprint(publicKeyOf(key.key));
}
