import { isUuid } from '../../core/encoding/uuid.ts';
import type { RegisteredKey, RegistryEvidence } from '../../core/evidence/evidence.ts';
import type { Input } from '../../core/evidence/input.ts';
import { fingerprint, publicKeyOf } from '../../core/keys/fingerprint.ts';
import { parseKey } from '../../core/keys/parse-key.ts';
import { observe } from '../../core/observe/observe.ts';
import { claimedId } from '../../core/observe/signers.ts';
import type { Application } from '../../wire/application.ts';
import type { ApplicationKey } from '../../wire/application-keys.ts';
import { listKeys, withoutPrefix } from './application.ts';
import { type Client, Refusal } from './client.ts';

/** Other applications whose keys are tried on a signature. */
const OTHERS = 50;

/**
 * What the server knows of the application that a token names, as evidence for a diagnosis: that one is judged, and not
 * the one that was asked for, whose keys are then among the others. `isOther` tells that they differ.
 */
export async function askRegistryFor(
  input: Input,
  client: Client,
  applicationId: string,
): Promise<{ readonly registry: RegistryEvidence; readonly claimed: string; readonly isOther: boolean }> {
  const evidence = observe(input);
  const named = evidence.profile.id === 'vonage' ? claimedId(evidence) : null;
  const claimed = named !== null && isUuid(named) ? named : applicationId;
  const isOther = claimed !== applicationId;
  const registry = await askRegistry(client, claimed);
  if (!isOther || registry.siblingIds?.includes(applicationId) === true) return { registry, claimed, isOther };
  // Further down the list than is read: the application that was asked for is tried all the same.
  const asked = await askRegistry(client, applicationId);
  const otherKeys = [...asked.keys.filter(({ state }) => state === 'active'), ...registry.otherKeys];
  return { registry: { ...registry, otherKeys }, claimed, isOther };
}

/** What the server knows of one application and of its neighbours in the account, as evidence for a diagnosis. */
export async function askRegistry(client: Client, applicationId: string): Promise<RegistryEvidence> {
  const answer = await client.send('GET /v2/applications', { query: { page_size: OTHERS } });
  const others = answer._embedded.applications.filter(({ id }) => id !== applicationId);
  const neighbours = {
    otherKeys: others.flatMap((other) => currentKey(other) ?? []),
    siblingIds: others.map(({ id }) => id),
  };
  const application = await findApplication(client, applicationId);
  if (application === undefined) return { application: null, askedFor: applicationId, keys: [], ...neighbours };
  const keys = await listKeys(client, applicationId);
  return {
    application: {
      id: application.id,
      name: application.name,
      accountId: client.apiKey,
      // The server answers no request of a suspended account (403): whoever was answered is not suspended.
      suspended: false,
      capabilities: Object.keys(application.capabilities),
      singleUse: application.single_use,
      improveAiUnset: application.privacy.improve_ai === null,
    },
    keys: keys.map((key) => registered(key, application)),
    ...neighbours,
  };
}

async function findApplication(client: Client, id: string): Promise<Application | undefined> {
  try {
    return await client.send('GET /v2/applications/:id', { params: { id } });
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return undefined;
    throw error;
  }
}

function registered(key: ApplicationKey, { id, name }: Application): RegisteredKey {
  const [createdAt = 0, expiresAt, endedAt] = [key.created_at, key.expires_at, key.ended_at].map(seconds);
  return {
    id: key.id,
    applicationId: id,
    applicationName: name,
    fingerprint: withoutPrefix(key.fingerprint),
    state: key.state,
    publicKey: key.public_key,
    createdAt,
    ...(expiresAt !== undefined && { expiresAt }),
    ...(endedAt !== undefined && { endedAt }),
  };
}

/** The list has the active key of each application only, by its text. */
function currentKey({ id, name, keys }: Application): RegisteredKey | undefined {
  const publicKey = keys.public_key;
  const { key } = parseKey(publicKey ?? '');
  if (publicKey === undefined || key === undefined) return undefined;
  const print = fingerprint(publicKeyOf(key));
  return {
    id: print,
    applicationId: id,
    applicationName: name,
    fingerprint: print,
    state: 'active',
    publicKey,
    createdAt: 0,
  };
}

function seconds(time: string | null | undefined): number | undefined {
  return time == null ? undefined : Date.parse(time) / 1000;
}
