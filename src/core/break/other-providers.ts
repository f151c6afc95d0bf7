import type { Kit } from '../evidence/kit.ts';

type Members = { readonly [name: string]: unknown };

/** The claims of a Vonage token, taken out. */
export const NO_VONAGE = { application_id: undefined, jti: undefined } as const;

/** Of the form of SIDs, and nobody's: the digits count up. */
const DIGITS = '0123456789abcdef'.repeat(2);
export const ACCOUNT_SID = `AC${DIGITS}`;
export const KEY_SID = `SK${DIGITS}`;

/** A token of an API key of Twilio, as it should be but for its header. Its signature is RSA: no secret is known to try. */
export function accountKeyToken(kit: Kit, header: Members, claims: Members = {}): string {
  return kit.mint({
    header,
    claims: {
      application_id: undefined,
      exp: kit.now + 890,
      iss: KEY_SID,
      sub: ACCOUNT_SID,
      grants: { identity: 'alice' },
      ...claims,
    },
  });
}

/** A token for the JWT grant of DocuSign, for a demo account. */
export function docusignToken(kit: Kit, claims: Members): string {
  return kit.mint({
    claims: {
      ...NO_VONAGE,
      iss: '4f1a3c2e-8b7d-4c69-9e5f-0a2b3c4d5e6f',
      sub: '9d2c1b0a-7f6e-4d5c-8b4a-3e2d1c0b9a8f',
      aud: 'account-d.docusign.com',
      scope: 'signature impersonation',
      ...claims,
    },
  });
}

export function salesforceToken(kit: Kit, claims: Members): string {
  return kit.mint({
    claims: {
      ...NO_VONAGE,
      iss: '3MVG9lKcPoNINVBJSoQsNCD.HHDdbugPsNXwwyFbgb47KWa_PTv',
      sub: 'alice@example.com',
      aud: 'https://login.salesforce.com',
      ...claims,
    },
  });
}

export function googleToken(kit: Kit, claims: Members = {}): string {
  return kit.mint({
    claims: {
      ...NO_VONAGE,
      iss: 'reports@example-project.iam.gserviceaccount.com',
      scope: 'https://www.googleapis.com/auth/spreadsheets',
      aud: 'https://oauth2.googleapis.com/token',
      ...claims,
    },
  });
}

/** An assertion of a client of Auth0, signed with RS256. */
export function auth0Token(kit: Kit, claims: Members): string {
  const client = 'aBcD1234eFgH5678iJkL9012mNoP3456';
  return kit.mint({
    claims: {
      application_id: undefined,
      iss: client,
      sub: client,
      aud: 'https://example.auth0.com/',
      exp: kit.now + 60,
      ...claims,
    },
  });
}

export function githubToken(kit: Kit, claims: Members): string {
  return kit.mint({ claims: { ...NO_VONAGE, iss: 'Iv23liW1ZJDl0xk8oM7n', exp: kit.now + 500, ...claims } });
}

/** A token of Apple's, its ES256 signature standing for one. */
export function appleToken(kit: Kit, claims: Members): string {
  return kit.mint({
    header: { alg: 'ES256', kid: '7KX3QH2B9M' },
    claims: { ...NO_VONAGE, iss: '9QZT4W6VLC', ...claims },
  });
}

export function snowflakeToken(kit: Kit, iss: string, sub: string): string {
  return kit.mint({ claims: { ...NO_VONAGE, iss, sub } });
}
