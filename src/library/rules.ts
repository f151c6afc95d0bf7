import type { ClaimRule, Profile } from '../core/claims/profile.ts';
import type { JsonObject } from '../core/encoding/json.ts';
import { checkNames, checkSeconds, checkText, type OtherNames, textsOf } from './arguments.ts';
import { profileFrom } from './profile-input.ts';
import type { PublicKeyInUse } from './read-key.ts';
import type { VerifyOptions } from './verifier.ts';

const OPTIONS = ['profile', 'algorithms', 'issuer', 'audience', 'skewSeconds', 'now', 'method', 'target'];

const CLAIM = (name: string) => `compare claims.${name} of the result`;
const OTHER_NAMES: OtherNames = {
  clockTolerance: 'skewSeconds is meant, in seconds',
  leeway: 'skewSeconds is meant, in seconds',
  clockTimestamp: 'now is meant, in seconds since 1970-01-01 UTC',
  currentDate: 'now is meant, in seconds since 1970-01-01 UTC',
  algorithm: 'algorithms is meant, an array',
  algs: 'algorithms is meant',
  jwks: 'give the set as the key',
  remoteJwks: 'give it as the key: createVerifier({ remoteJwks: url })',
  aud: 'audience is meant',
  iss: 'issuer is meant',
  path: 'target is meant: path and query',
  url: 'target is meant: path and query',
  ignoreExpiration: 'an expired token is always rejected; decode reads one without verifying it',
  subject: CLAIM('sub'),
  jwtid: CLAIM('jti'),
  nonce: CLAIM('nonce'),
  maxAge: CLAIM('iat'),
  maxTokenAge: CLAIM('iat'),
  requiredClaims: 'look for them in claims of the result',
};

/**
 * The profile, narrowed to what is expected and to what the key may verify: a public key never as the secret of an HMAC
 * (RFC 8725 §2.1). @throws TypeError for an option that cannot be right
 */
export function rulesOf(options: VerifyOptions, keys: readonly PublicKeyInUse[] | undefined): Profile {
  checkNames(options, OPTIONS, OTHER_NAMES);
  checkSeconds('skewSeconds', options.skewSeconds, 'a number of seconds');
  checkSeconds('now', options.now, 'a number of seconds since 1970-01-01 UTC');
  checkText('method', options.method, 'the method of the request');
  checkText('target', options.target, 'path and query of the request');
  const { profile: id, algorithms, issuer, audience } = options;
  const isGeneral = (algorithms ?? issuer ?? audience) !== undefined || keys === undefined;
  const known = profileFrom(id ?? (isGeneral ? 'jwt' : 'vonage'));
  const issued = issuer === undefined ? known : withIssuers(known, textsOf('issuer', issuer));
  const profile = audience === undefined ? issued : withAudiences(issued, textsOf('audience', audience));
  return { ...profile, algorithms: algorithmsFor(profile, algorithms, keys) };
}

/** What `rulesOf` expects, asked once more of a token that was accepted, whatever the causes made of it. */
export function isExpected({ iss, aud }: JsonObject, { issuer, audience }: VerifyOptions): boolean {
  const isOneOf = (value: unknown, texts: string | readonly string[]) => [texts].flat().includes(value as string);
  if (issuer !== undefined && !isOneOf(iss, issuer)) return false;
  return audience === undefined || [aud].flat().some((value) => isOneOf(value, audience));
}

function withIssuers(profile: Profile, issuers: readonly string[]): Profile {
  const rule = { name: 'iss', type: 'string', required: true, means: 'Who issued the token.' } as const;
  return { ...withClaim(profile, rule), expected: { ...profile.expected, issuers } };
}

function withAudiences(profile: Profile, audiences: readonly string[]): Profile {
  // The environments of a provider have audiences of their own, which nobody named here.
  const { environments: _, audience: own, ...others } = profile;
  const means = 'Who the token is meant for.';
  return {
    ...withClaim(others, { name: 'aud', type: 'string-or-array', required: true, means }),
    expected: { ...profile.expected, audiences },
    ...(own && { audience: { accepts: audiences, takesArray: own.takesArray } }),
  };
}

function withClaim(profile: Profile, rule: ClaimRule): Profile {
  return { ...profile, claims: [...profile.claims.filter(({ name }) => name !== rule.name), rule] };
}

function algorithmsFor(
  profile: Profile,
  asked: readonly string[] | undefined,
  keys: readonly PublicKeyInUse[] | undefined,
): readonly string[] {
  const names = asked === undefined ? profile.algorithms : textsOf('algorithms', asked);
  const unknown = names.find((alg) => !profile.algorithms.includes(alg));
  if (unknown !== undefined) {
    throw new TypeError(
      `algorithms: the profile ${profile.id} takes ${profile.algorithms.join(', ')}, received ${JSON.stringify(unknown)}`,
    );
  }
  return names.filter((alg) => alg.startsWith('HS') === (keys === undefined));
}
