import type { NewApplication } from '../../actions/create-application.ts';
import type { ShownApplication } from '../../actions/show-application.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { Label, StoredApplication, StoredKey } from '../../ports/index.ts';
import type { Application, ApplicationRequest, CreatedApplication } from '../../wire/application.ts';
import type { KeyLabelRequest } from '../../wire/application-keys.ts';
import { readCapabilities } from '../server/read-capabilities.ts';
import { toTimestamp } from './timestamp.ts';

/** An application as the Application API writes it; its private key only in the answer that made the pair. */
export function applicationToWire({ application, currentKey, privateKey }: ShownApplication): CreatedApplication {
  const { id, name, improveAi, singleUse, note, environment, createdAt, updatedAt, capabilities } = application;
  return {
    id,
    name,
    keys: {
      ...(currentKey && { public_key: currentKey.publicKey }),
      ...(privateKey !== undefined && { private_key: privateKey }),
    },
    privacy: { improve_ai: improveAi },
    single_use: singleUse,
    note,
    environment,
    created_at: toTimestamp(createdAt),
    updated_at: toTimestamp(updatedAt),
    capabilities,
    _links: { self: { href: `/v2/applications/${id}` } },
  };
}

export function listedToWire(listed: StoredApplication & { readonly currentKey: StoredKey | null }): Application {
  return applicationToWire({ application: listed, currentKey: listed.currentKey });
}

/** What is absent stays as it is. */
export const labelFromWire = ({ note, environment }: KeyLabelRequest): Partial<Label> => ({
  ...(note !== undefined && { note }),
  ...(environment !== undefined && { environment }),
});

/** What POST and PUT both ask for. */
export function settingsFromWire(body: ApplicationRequest): NewApplication {
  const publicKey = body.keys?.public_key;
  const improveAi = body.privacy?.improve_ai;
  return {
    name: body.name,
    capabilities: readCapabilities((body.capabilities ?? {}) as JsonObject),
    ...(publicKey !== undefined && { publicKey }),
    ...(improveAi !== undefined && { improveAi }),
    ...(body.single_use !== undefined && { singleUse: body.single_use }),
    ...labelFromWire(body),
  };
}
