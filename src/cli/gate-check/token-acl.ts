import { allows, readAcl } from '../../core/claims/acl.ts';
import { readToken } from '../../core/jws/read-token.ts';
import { readTarget } from '../../core/request/target.ts';

/** Whether the acl of a token covers `GET target`; `undefined` where that cannot be read off it. */
export function covers(token: string, target: string): boolean | undefined {
  const claims = readToken(token).payload.members;
  const { path } = readTarget(target);
  if (claims === undefined || path === undefined) return undefined;
  const acl = readAcl(claims['acl']);
  if (acl.kind === 'malformed') return undefined;
  return acl.kind === 'absent' || allows(acl, 'GET', path).allowed;
}
