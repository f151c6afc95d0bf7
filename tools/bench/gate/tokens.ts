import type { KeyObject } from 'node:crypto';
import { mint } from '../../../src/jwt.ts';

const KINDS = 'users conversations sessions devices image media applications push knocking calls'.split(' ');
/** As the client SDKs of Vonage are given: ten paths, a token of 850 bytes. */
const ACL = { paths: Object.fromEntries(KINDS.map((name) => [`/*/${name}/**`, {}])) };

/** So many different tokens of one application. `claims` come over the usual ones. */
export function tokensOf(
  applicationId: string,
  privateKey: KeyObject,
  count: number,
  claims: { readonly [name: string]: unknown } = {},
): readonly string[] {
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return Array.from({ length: count }, (_, at) =>
    mint({ application_id: applicationId, sub: `user-${at}`, acl: ACL, ...claims }, pem),
  );
}
