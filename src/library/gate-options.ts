import { spkiPem } from '../core/keys/key-text.ts';
import {
  checkFunction,
  checkNames,
  checkSeconds,
  checkText,
  expected,
  type OtherNames,
  received,
} from './arguments.ts';
import { readPublicKey } from './read-key.ts';

const OPTIONS = [
  'application',
  'jwks',
  'remoteJwks',
  'profile',
  'issuer',
  'audience',
  'algorithms',
  'typ',
  'allowMissingExp',
  'skewSeconds',
  'replay',
  'now',
  'realm',
  'helpBase',
  'explain',
  'preflights',
  'onRejection',
  'onFailure',
];

const OTHER_NAMES: OtherNames = {
  publicKey: 'application gives the keys: application: (id) => ({ publicKeys: [key] })',
  publicKeys: 'application gives the keys: application: (id) => ({ publicKeys: [key] })',
  key: 'application gives the keys: application: (id) => ({ publicKeys: [key] })',
  secret: 'a gate takes only public keys; verify takes { secret }',
  clockTolerance: 'skewSeconds is meant, in seconds',
  onError: 'onRejection is meant, or onFailure for errors of a look-up',
  cors: 'preflights: "pass" lets preflights through, for whatever answers CORS',
  aud: 'audience is meant',
  iss: 'issuer is meant',
  jwksUri: 'remoteJwks is meant',
  algs: 'algorithms is meant',
  algorithm: 'algorithms is meant, an array',
};

/** @throws TypeError for an option that does not exist or is of another type */
export function checkGateOptions(options: unknown): void {
  checkNames(options, OPTIONS, OTHER_NAMES);
  const { skewSeconds, realm, helpBase, explain, preflights, now, onRejection, onFailure } = options as {
    [name: string]: unknown;
  };
  checkSeconds('skewSeconds', skewSeconds, 'a number of seconds');
  checkText('realm', realm, 'a name');
  checkText('helpBase', helpBase, 'the start of a URL');
  checkFunction('now', now, 'a function that gives seconds since 1970-01-01 UTC');
  checkFunction('onRejection', onRejection, 'a function that takes a report');
  checkFunction('onFailure', onFailure, 'a function that takes an error');
  if (explain !== undefined && explain !== 'caller' && explain !== 'full') {
    throw expected('explain', '"caller" or "full"', received(explain));
  }
  if (preflights !== undefined && preflights !== 'reject' && preflights !== 'pass') {
    throw expected('preflights', '"reject" or "pass"', received(preflights));
  }
}

/** The keys of an application as text, by which the gate remembers them. @throws TypeError for what holds no key */
export function publicKeyTexts(publicKeys: unknown): readonly string[] {
  if (!Array.isArray(publicKeys)) throw expected('publicKeys', 'an array of public keys', received(publicKeys));
  return publicKeys.map((key) => (typeof key === 'string' ? key : spkiPem(readPublicKey(key, 'publicKeys'))));
}
