import { gateProfile } from '../core/claims/gate-profile.ts';
import type { Profile } from '../core/claims/profile.ts';
import { expected, received, textsOf } from './arguments.ts';
import { type ProfileInput, profileFrom } from './profile-input.ts';

/** What tokens have to be, beside what the profile says. */
export interface GateRules {
  /** Whose rules hold: the id of a built-in profile, `vonage` by default; or a profile of your own, as its file has it. */
  readonly profile?: ProfileInput;
  /** Who may have issued the token: `iss` has to be this, or one of these, to the letter. */
  readonly issuer?: string | readonly string[];
  /**
   * Whom the token has to be for: `aud` has to name this, or one of these, to the letter. The profile `jwt`, and one of
   * your own that names no audience, need it; `false` says that any token of the issuer will do.
   */
  readonly audience?: string | readonly string[] | false;
  /** JWS algorithms that are accepted, out of those of the profile. */
  readonly algorithms?: readonly string[];
  /** Types (`typ`) that are accepted; with the profile `jwt` JWT, at+jwt or none by default. */
  readonly typ?: string | readonly string[];
  /** Lets tokens without `exp` through where the profile requires none: they never expire. `false` by default. */
  readonly allowMissingExp?: boolean;
}

/** The rules of a gate. @throws TypeError for what cannot be right, or leaves a door open that nobody asked for */
export function gateRules(options: GateRules): Profile {
  const { profile: asked = 'vonage', issuer, audience, algorithms, typ, allowMissingExp } = options;
  if (allowMissingExp !== undefined && typeof allowMissingExp !== 'boolean')
    throw expected('allowMissingExp', 'true or false', received(allowMissingExp));
  const profile = profileFrom(asked);
  const wanted = { ...profile.expected, ...(issuer !== undefined && { issuers: textsOf('issuer', issuer) }) };
  const { audiences: own, ...others } = wanted;
  const audiences = audience === undefined ? own : audience === false ? undefined : textsOf('audience', audience);
  if (profile.isGeneral && audience === undefined && audiences === undefined) {
    throw expected(
      'audience',
      'whom tokens are for, such as audience: "https://api.example.com"; or audience: false, if any token of the issuer will do (RFC 8725 §3.9)',
      'none',
    );
  }
  const { expected: _, ...rest } = typ === undefined ? profile : withTypes(profile, textsOf('typ', typ));
  const all = { ...others, ...(audiences && { audiences }) };
  const rules = gateProfile(
    { ...rest, ...(Object.keys(all).length > 0 && { expected: all }) },
    { missingExp: allowMissingExp ?? false },
  );
  return { ...rules, algorithms: accepted(rules, profile, algorithms) };
}

function withTypes(profile: Profile, accepts: readonly string[]): Profile {
  const required = !accepts.some((one) => one.toLowerCase() === 'jwt');
  const others = profile.header.filter(({ name }) => name !== 'typ');
  return { ...profile, header: [{ name: 'typ', required, accepts, isMediaType: true }, ...others] };
}

function accepted(rules: Profile, { id, algorithms: all }: Profile, asked: readonly string[] | undefined) {
  if (rules.algorithms.length === 0) {
    throw new TypeError(
      `profile: tokens of ${id} are signed with a shared secret (${all.join(', ')}), and a gate has public keys alone; use verify with { secret }`,
    );
  }
  if (asked === undefined) return rules.algorithms;
  const names = textsOf('algorithms', asked);
  const unknown = names.find((alg) => !rules.algorithms.includes(alg));
  if (unknown === undefined) return names;
  throw new TypeError(
    `algorithms: a gate of the profile ${id} takes ${rules.algorithms.join(', ')}, received ${JSON.stringify(unknown)}`,
  );
}
