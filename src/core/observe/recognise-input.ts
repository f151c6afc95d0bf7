import type { Profile } from '../claims/profile.ts';
import { profileByHost, profileByMarks } from '../claims/profiles/index.ts';
import type { Input } from '../evidence/input.ts';
import { readToken } from '../jws/read-token.ts';
import { findJwt } from '../request/find-jwt.ts';
import { fieldValue } from '../request/origin.ts';

/**
 * The profile that an input was made for, where nobody named one: by the host of its request or by marks that no other
 * provider's tokens have. A token that lacks what would tell is not guessed at.
 */
export function recogniseInput({ token, authorization, request }: Input): Profile | undefined {
  const host = fieldValue(request?.fields, 'host');
  const byHost = host === undefined ? undefined : profileByHost(host);
  if (byHost !== undefined) return byHost;
  const text = token ?? findJwt(authorization ?? fieldValue(request?.fields, 'authorization') ?? request?.body ?? '');
  const claims = text === undefined ? undefined : readToken(text).payload.members;
  return claims && profileByMarks(claims);
}
