import { issuerOf, kindOf } from '../claims/issuers/index.ts';
import type { Profile } from '../claims/profile.ts';
import { profileByHost, profileById, profileByMarks } from '../claims/profiles/index.ts';
import { jwt } from '../claims/profiles/jwt.ts';
import { vonage } from '../claims/profiles/vonage.ts';
import type { JsonObject } from '../encoding/json.ts';
import type { Input } from '../evidence/input.ts';
import type { Rules } from '../evidence/rules.ts';
import { readToken } from '../jws/read-token.ts';
import type { TokenReading } from '../jws/reading.ts';
import { bodyMember } from '../request/body-member.ts';
import { findJwt } from '../request/find-jwt.ts';
import { fieldValue, originOf } from '../request/origin.ts';

/**
 * By whose rules an input is judged: those that somebody named; else those of the registry that was asked, of the host
 * that the request goes to, of the issuer, or of whoever alone makes such claims; else those of every JWT (RFC 7519,
 * RFC 7515, RFC 8725). Nobody's rules are assumed.
 * @throws TypeError for the id of a profile that there is not
 */
export function chooseRules(input: Input): Rules {
  if (input.profile !== undefined) return named(input.profile, input);
  if (input.registry !== undefined) {
    return { profile: vonage, chosenBy: 'registry', because: 'the registry was asked for the application' };
  }
  const host = hostOf(input);
  const byHost = host === undefined ? undefined : profileByHost(host);
  if (byHost !== undefined && isCarried(byHost, input)) {
    return { profile: byHost, chosenBy: 'host', because: `the request goes to ${host?.slice(0, 80)}` };
  }
  const { payload, header } = tokenOf(input) ?? {};
  return rulesOfClaims(payload?.members ?? {}, header?.members);
}

function named(asked: NonNullable<Input['profile']>, { chosenBy = 'user', because }: Input): Rules {
  const profile = typeof asked === 'string' ? profileById(asked) : asked;
  if (!profile) throw new TypeError(`profile: expected the id of a profile, received ${JSON.stringify(asked)}`);
  return { profile, chosenBy, because: because ?? `you chose the profile ${profile.id}` };
}

/** The rules for a token of which nothing else is known. */
export function rulesOfClaims(claims: JsonObject, header: JsonObject = {}): Rules {
  const issuer = issuerOf(claims);
  if (issuer !== undefined) {
    const kind = kindOf(issuer, claims, header)?.name ?? 'token';
    return { profile: jwt, chosenBy: 'issuer', because: `the token is ${article(kind)} ${kind} of ${issuer.name}` };
  }
  const marked = profileByMarks(claims);
  if (marked === undefined) {
    return { profile: jwt, chosenBy: 'default', because: 'nothing says whose token it is' };
  }
  return { profile: marked, chosenBy: 'claims', because: 'its claims look like those that it asks for' };
}

/** The host that a request goes to: its Host header, or the authority of an absolute target. */
function hostOf({ request }: Input): string | undefined {
  const origin = originOf(request?.target ?? '');
  return (
    fieldValue(request?.fields, 'host') ?? fieldValue(request?.fields, ':authority') ?? origin?.replace(/^.*:\/\//, '')
  );
}

/** An assertion travels in the body: a request with a Bearer token and no assertion is not one for it. */
function isCarried({ carriedIn }: Profile, { request, authorization }: Input): boolean {
  if (typeof carriedIn !== 'object' || !('body' in carriedIn)) return true;
  if (request?.body !== undefined && bodyMember(request.body, carriedIn.body) !== undefined) return true;
  return (authorization ?? fieldValue(request?.fields, 'authorization')) === undefined;
}

function tokenOf({ token, authorization, request }: Input): TokenReading | undefined {
  const text = token ?? findJwt(authorization ?? fieldValue(request?.fields, 'authorization') ?? request?.body ?? '');
  return text === undefined ? undefined : readToken(text);
}

function article(word: string): string {
  return /^[aeioAEIO]/.test(word) ? 'an' : 'a';
}
