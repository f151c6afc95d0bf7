import type { ClaimRule, Profile } from '../profile.ts';
import type { ProfileDocument } from './document.ts';
import { CLAIM_TYPES } from './schema.ts';

/** A profile in the form of a document, and what that form cannot say, in words. */
export interface WrittenProfile {
  readonly document: ProfileDocument;
  readonly left: readonly string[];
}

/** Writes a profile as people write one; `id` stands in the place of its own, which a built-in profile keeps. */
export function documentOf(profile: Profile, id: string = profile.id): WrittenProfile {
  const { name, source, algorithms, header, identityClaim, claims, lifetime, hosts } = profile;
  // mutants: each parameter has one rule
  const typ = header.find((rule) => rule.name === 'typ')?.accepts;
  const needed = header.filter((rule) => rule.required).map((rule) => rule.name);
  const required = claims.filter((rule) => rule.required && rule.unless === undefined).map((rule) => rule.name);
  const hasExp = required.includes('exp');
  const maximumSeconds = lifetime.beyondMaximum === 'reject' ? lifetime.maximumSeconds : undefined;
  const defaultSeconds = hasExp || !required.includes('iat') ? undefined : lifetime.defaultSeconds;
  const audiences = audiencesOf(profile);
  const { issuers } = profile.expected ?? {};
  const document: ProfileDocument = {
    $schema: 'profile.schema.json',
    id,
    title: name,
    source,
    algorithms,
    ...(typ && { typ }),
    ...(needed.length > 0 && { header: needed }),
    // A document requires the claim that it names.
    ...(required.includes(identityClaim) && { identity: identityClaim }),
    ...(required.length > 0 && { required }),
    types: Object.fromEntries(claims.map((rule) => [rule.name, typeOf(rule)])),
    means: Object.fromEntries(
      claims.filter(({ means }) => means !== '').map((rule) => [rule.name, rule.means.slice(0, 200)]),
    ),
    ...(issuers && { issuers }),
    ...(audiences.length > 0 && { audiences }),
    ...(profile.scopes && { scopes: profile.scopes }),
    ...(maximumSeconds !== undefined &&
      (hasExp || defaultSeconds !== undefined) && { lifetimeSeconds: maximumSeconds }),
    ...(defaultSeconds !== undefined && { defaultLifetimeSeconds: defaultSeconds }),
    ...(profile.skewSeconds !== undefined && { leewaySeconds: profile.skewSeconds }),
    ...(profile.carriedIn && { carriedIn: [placeOf(profile.carriedIn)] }),
    ...(hosts.length > 0 && { hosts }),
    // mutants: a profile takes one algorithm at the least
    ...(profile.keys ? { keys: profile.keys } : algorithms[0]?.startsWith('HS') && { keys: { from: 'secret' } }),
  };
  return { document, left: leftOut(profile, document) };
}

/** Audiences that are exact; those of all environments. */
function audiencesOf({ audience, environments = [], expected }: Profile): readonly string[] {
  const exact = [...(audience?.accepts ?? []), ...environments.flatMap((one) => one.audience ?? [])];
  return expected?.audiences ?? (audience?.form === undefined ? exact : []);
}

function typeOf({ type, name }: ClaimRule): string {
  if (name === 'aud') return 'text-or-list';
  // mutants: each type has one word
  const [word = 'any'] = Object.entries(CLAIM_TYPES).find(([, own]) => own === type) ?? [];
  return word;
}

function placeOf(place: NonNullable<Profile['carriedIn']>): string {
  if (place === 'nowhere') return place;
  const [[kind, name] = []] = Object.entries(place);
  return `${kind === 'field' ? 'header' : kind}:${name}`;
}

/** Every rule that the document does not hold, so that nobody takes it for the whole. */
function leftOut(profile: Profile, document: ProfileDocument): readonly string[] {
  const { header, claims, lifetime } = profile;
  const left: string[] = [];
  if (document.identity === undefined && profile.identityClaim !== 'iss')
    left.push(`identity: ${profile.identityClaim}, where it is there`);
  for (const { name, form } of header) if (form) left.push(`header ${name}: ${form.words}`);
  for (const { name, form, unless, sameAs, required, inHeader } of claims) {
    if (inHeader) left.push(`${name}: in the header as well`);
    if (form) left.push(`${name}: ${form.words}`);
    if (required && unless !== undefined) left.push(`${name}: required unless ${unless} is there`);
    if (sameAs !== undefined) left.push(`${name}: the same as ${sameAs}`);
  }
  if (claims.some(({ misnamedAs }) => misnamedAs?.[0] !== undefined))
    left.push('names under which people send a claim');
  if (lifetime.maximumSeconds !== document.lifetimeSeconds) {
    const what =
      lifetime.beyondMaximum === 'cut' ? 'a token expires then, whatever exp says' : 'a longer one is rejected';
    left.push(`lifetime: at most ${lifetime.maximumSeconds} seconds, and ${what}`);
  }
  if (lifetime.defaultSeconds !== document.defaultLifetimeSeconds)
    left.push(`lifetime: ${lifetime.defaultSeconds} seconds without exp`);
  if (lifetime.minimumSeconds !== undefined) left.push(`lifetime: at least ${lifetime.minimumSeconds} seconds`);
  if (document.lifetimeSeconds !== undefined && lifetime.measuredFrom !== measuredFrom(document))
    left.push(`lifetime: measured from ${lifetime.measuredFrom}`);
  if (lifetime.liftedBy !== undefined) left.push(`lifetime: no limit where ${lifetime.liftedBy} is there`);
  if (lifetime.takesMilliseconds) left.push('times in milliseconds are taken as well');
  if (lifetime.renewalSeconds !== undefined)
    left.push(`a new token at the soonest after ${lifetime.renewalSeconds} seconds`);
  if (profile.acl) left.push('the claim acl, by paths and methods');
  if (profile.audience?.form) left.push(`aud: ${profile.audience.form.words}`);
  if (profile.audience?.takesArray === false) left.push('aud: one string, not an array');
  if (profile.environments?.[0] !== undefined) left.push('environments, each with its own hosts and audience');
  for (const { words } of profile.otherCredentials ?? []) left.push(`a credential that may not mint: ${words}`);
  if (profile.grantType !== undefined) left.push(`grant_type in the token request: ${profile.grantType}`);
  if (profile.capabilities) left.push('capabilities that an application needs for some paths');
  if (profile.basicPaths) left.push(`Basic authentication on ${profile.basicPaths.join(', ')}`);
  return [...new Set(left)];
}

function measuredFrom({ required = [] }: ProfileDocument): 'iat' | 'now' {
  return required.includes('iat') ? 'iat' : 'now';
}
