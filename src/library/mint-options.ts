import type { MintOptions } from '../actions/mint-token.ts';
import { checkNames, checkText, type OtherNames } from './arguments.ts';

const OPTIONS = ['ttlSeconds', 'alg', 'kid', 'typ'];

const CLAIM = (name: string) => `set the claim ${name}`;
const OTHER_NAMES: OtherNames = {
  expiresIn: 'ttlSeconds is meant: a number of seconds, such as 900 for 15 minutes',
  ttl: 'ttlSeconds is meant: a number of seconds, such as 900 for 15 minutes',
  algorithm: 'alg is meant',
  keyid: 'kid is meant',
  issuer: CLAIM('iss'),
  audience: CLAIM('aud'),
  subject: CLAIM('sub'),
  jwtid: CLAIM('jti'),
  notBefore: CLAIM('nbf'),
  issuedAt: CLAIM('iat'),
  now: CLAIM('iat'),
};

/** @throws TypeError for an option that does not exist or is of another type */
export function checkMintOptions(options: MintOptions): void {
  checkNames(options, OPTIONS, OTHER_NAMES);
  checkText('alg', options.alg, 'the name of a JWS algorithm, such as RS256');
  checkText('kid', options.kid, 'a string');
  checkText('typ', options.typ, 'a media type, such as JWT or at+jwt');
}
