import { profileById } from '../profiles/index.ts';
import type { ProfileDocument } from './document.ts';
import type { ProfileFault } from './fault.ts';

/** What each member alone does not show. */
export function contradictionsIn(document: ProfileDocument): ProfileFault[] {
  const { id, algorithms, required = [], types = {}, values = {}, keys } = document;
  const faults: ProfileFault[] = [];
  const fault = (pointer: string, expected: string, received: string, fix: string) =>
    faults.push({ pointer, expected, received, fix });

  if (profileById(id) !== undefined) {
    fault('/id', 'a name of its own', `${id}, a built-in profile`, `Choose another id, such as my-${id}.`);
  }
  if (document.lifetimeSeconds !== undefined && !required.includes('exp') && !('defaultLifetimeSeconds' in document)) {
    const fix = 'Add exp to required, or give defaultLifetimeSeconds.';
    fault('/lifetimeSeconds', 'a claim exp that the lifetime ends with', 'a profile in which exp may be absent', fix);
  }
  if (document.defaultLifetimeSeconds !== undefined && (required.includes('exp') || !required.includes('iat'))) {
    const received = required.includes('exp') ? 'a profile that requires exp' : 'a profile in which iat may be absent';
    fault(
      '/defaultLifetimeSeconds',
      'iat required, and exp not',
      received,
      'Add iat to required, and leave exp out of it.',
    );
  }
  for (const [name, type] of Object.entries(REGISTERED_TYPES)) {
    const asked = types[name];
    if (asked === undefined || type.includes(asked)) continue;
    const fix = `Write ${type[0]}, or leave it out: RFC 7519 gives ${name} its type.`;
    fault(`/types/${name}`, type.join(' or '), asked, fix);
  }
  for (const name of Object.keys(values)) {
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (!OF_OTHER_TYPES.includes(name) && (type === undefined || type === 'text')) continue;
    const other = { iss: 'issuers', aud: 'audiences' }[name];
    const fix =
      other === undefined ? 'Leave values out, or set the type of the claim to text.' : `Use ${other} instead.`;
    fault(`/values/${name}`, 'a claim of the type text that has no member of its own', type ?? name, fix);
  }
  if (keys && (keys.from === 'jwks') === (keys.url === undefined)) {
    const isAbsent = keys.url === undefined;
    const expected = isAbsent ? 'the URL of the key set' : 'a URL only where the keys are from jwks';
    const fix = isAbsent ? 'Add url.' : 'Remove url, or write "from": "jwks".';
    fault('/keys/url', expected, isAbsent ? 'nothing' : `"from": "${keys.from}"`, fix);
  }
  const isSecret = keys?.from === 'secret';
  if (keys !== undefined && algorithms.every((alg) => alg.startsWith('HS') !== isSecret)) {
    const fix = isSecret ? 'Write "from": "registry" or "jwks".' : 'Write "from": "secret".';
    fault('/keys/from', `the keys of ${algorithms[0]}`, keys.from, fix);
  }
  return faults;
}

/** Claims that are no text, or have lists of their own. */
const OF_OTHER_TYPES: readonly string[] = ['iss', 'aud', 'exp', 'nbf', 'iat'];

/** RFC 7519 §4.1: what a document may say of the registered claims. */
const REGISTERED_TYPES: { readonly [claim: string]: readonly string[] } = {
  iss: ['text', 'uuid', 'text-or-number'],
  sub: ['text', 'uuid', 'text-or-number'],
  aud: ['text-or-list', 'text'],
  exp: ['time'],
  nbf: ['time'],
  iat: ['time'],
  jti: ['text', 'uuid'],
};
