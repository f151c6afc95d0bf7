import type { RegisteredKey, RegistryEvidence } from '../../../core/evidence/evidence.ts';
import { fingerprint, publicKeyOf } from '../../../core/keys/fingerprint.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import type { Application } from '../../../wire/application.ts';
import type { ApplicationKey } from '../../../wire/application-keys.ts';
import type { Whole } from '../../server/applications.ts';

/** Other applications whose keys are tried on a signature. */
const OTHERS = 50;

/** What the server told of one application and of its neighbours in the account, as evidence for a diagnosis. */
export function registryOf(
  { application, keys }: Whole,
  all: readonly Application[],
  accountId: string,
): RegistryEvidence {
  const others = all.filter(({ id }) => id !== application.id).slice(0, OTHERS);
  return {
    application: {
      id: application.id,
      name: application.name,
      accountId,
      // The server answers no request of a suspended account (403): whoever was answered is not suspended.
      suspended: false,
      capabilities: Object.keys(application.capabilities),
      singleUse: application.single_use,
      improveAiUnset: application.privacy.improve_ai === null,
    },
    keys: keys.map((key) => registered(key, application)),
    otherKeys: others.flatMap((other) => currentKey(other) ?? []),
    siblingIds: others.map(({ id }) => id),
  };
}

function registered(key: ApplicationKey, { id, name }: Application): RegisteredKey {
  return {
    id: key.id,
    applicationId: id,
    applicationName: name,
    fingerprint: key.fingerprint,
    state: key.state,
    publicKey: key.public_key,
    createdAt: Date.parse(key.created_at) / 1000,
    ...(key.expires_at !== null && { expiresAt: Date.parse(key.expires_at) / 1000 }),
    ...(key.ended_at !== null && { endedAt: Date.parse(key.ended_at) / 1000 }),
  };
}

/** The list has the active key of each application only, by its text. */
function currentKey({ id, name, keys, created_at }: Application): RegisteredKey | undefined {
  const publicKey = keys.public_key;
  const key = publicKey === undefined ? undefined : parseKey(publicKey).key;
  if (publicKey === undefined || key === undefined) return undefined;
  const print = fingerprint(publicKeyOf(key));
  const createdAt = Date.parse(created_at) / 1000;
  const known = { id: print, applicationId: id, applicationName: name, fingerprint: print, publicKey, createdAt };
  return { ...known, state: 'active' };
}
