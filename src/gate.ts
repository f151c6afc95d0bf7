import { hash, randomUUID } from 'node:crypto';
import { acceptedTokens } from './actions/parts/accepted-tokens.ts';
import { decoyKeys } from './actions/parts/decoy-keys.ts';
import { nodeSignatures } from './adapters/node-crypto/index.ts';
import type { Profile } from './core/claims/profile.ts';
import { BoundedMap } from './core/encoding/bounded-map.ts';
import { usualSkew } from './core/observe/observe.ts';
import { type Authenticated, createGate, type Gate, type GateSettings } from './http/gate/middleware.ts';
import type { Report } from './library/finding.ts';
import { checkGateOptions, publicKeyTexts } from './library/gate-options.ts';
import { type GateRules, gateRules } from './library/gate-rules.ts';
import type { JwkSet, KeyInput } from './library/key-input.ts';
import { memoryReplay } from './library/memory-replay.ts';
import { readPublicKey, readPublicKeys } from './library/read-key.ts';
import { type RemoteJwks, remoteKeys } from './library/remote-jwks.ts';
import { setDirectory } from './library/set-directory.ts';
import type { DirectoryEntry, DirectoryKey, KeyDirectory } from './ports/key-directory.ts';
import type { Replay } from './ports/replay.ts';
import type { PreparedKey, Signatures } from './ports/signatures.ts';

export type { GateRequest } from './actions/authenticate-request.ts';
export type { Identity } from './actions/parts/identity.ts';
export type { ProfileDocument } from './core/claims/documents/document.ts';
export type { HeaderField } from './core/request/field.ts';
export type { Answer } from './http/gate/answer.ts';
export type {
  Authenticated,
  Checked,
  FastifyReplyLike,
  FastifyRequestLike,
  Gate,
  GateSettings,
  HonoContextLike,
  VerifiedIdentity,
} from './http/gate/middleware.ts';
export type { CheckedRequest, NodeRequest } from './http/gate/read-request.ts';
export type * from './library/finding.ts';
export type { GateRules } from './library/gate-rules.ts';
export type * from './library/key-input.ts';
export type { ProfileInput } from './library/profile-input.ts';
export type { RemoteJwks } from './library/remote-jwks.ts';
export { RemoteJwksError } from './library/remote-jwks.ts';
export type { Replay } from './ports/replay.ts';

/** For `new Hono<HonoEnv>()`: `c.get('mintmark')` is then who sent the request. */
export interface HonoEnv {
  Variables: Authenticated;
}

declare global {
  namespace Express {
    /** Handlers behind `app.use(keeper.express())` have it; a route in front of it has not. */
    interface Request extends Authenticated {}
  }
}

/** What the gate has to know of an application. */
export interface ApplicationKeys {
  /** Public keys that may sign. Several during a rotation. */
  readonly publicKeys: readonly KeyInput[];
  readonly name?: string;
  readonly accountId?: string;
  /** Each `jti` may be used once only; needs `replay` when more than one process serves. */
  readonly singleUse?: boolean;
  readonly suspended?: boolean;
}

export interface GateOptions extends Partial<Omit<GateSettings, 'onRejection'>>, GateRules {
  /** Called with the owner's report of each rejection, after the answer was made. It may be kept: it holds no usable token. */
  readonly onRejection?: (report: Report, id: string) => void;
  /** Looks an application up by the id that the token claims; `undefined` where there is none. */
  readonly application?: (id: string) => ApplicationKeys | undefined | Promise<ApplicationKeys | undefined>;
  /** Instead of `application`: the public keys of the one issuer that is trusted. */
  readonly jwks?: JwkSet | KeyInput;
  /** Instead of `application`: the URL of that set, which is fetched, kept, and fetched again for a `kid` that is new. */
  readonly remoteJwks?: string | URL | RemoteJwks;
  /** Leeway both ways, in seconds; by default the profile's own, or 30. */
  readonly skewSeconds?: number;
  /** Where single-use tokens are remembered; in this process by default. */
  readonly replay?: Replay;
  /** The clock: NumericDate seconds; the system's by default. */
  readonly now?: () => number;
}

/** `type` of a rejection where no help pages are served: `mintmark explain` shows the article of its last part. */
const HELP_BASE = 'urn:mintmark:cause:';

/**
 * A gate for node:http, Express, Fastify and Hono: authenticates each request by its JWT and answers a rejected one
 * with the explained 401.
 * @throws TypeError for options that cannot be right.
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import { gate } from '@mintmark/jwt/gate';
 *
 * const publicKeys = new Map([['7c9e6679-7425-40de-944b-e07fc1f90ae7', process.env.PUBLIC_KEY ?? '']]);
 * const keeper = gate({
 *   application: (id) => {
 *     const publicKey = publicKeys.get(id);
 *     return publicKey === undefined ? undefined : { publicKeys: [publicKey] };
 *   },
 * });
 * createServer(keeper.node((req, res) => res.end(req.mintmark.applicationId))).listen(3000);
 * ```
 */
export function gate(options: GateOptions): Gate {
  checkGateOptions(options);
  const profile = gateRules(options);
  const signatures = nodeSignatures();
  const settings: GateSettings = {
    realm: options.realm ?? 'mintmark',
    helpBase: options.helpBase ?? HELP_BASE,
    explain: options.explain ?? 'caller',
    preflights: options.preflights ?? 'reject',
    ...(options.onFailure && { onFailure: options.onFailure }),
    ...(options.onRejection && { onRejection: options.onRejection as GateSettings['onRejection'] & {} }),
  };
  const now = options.now ?? (() => Date.now() / 1000);
  const parts = {
    profile,
    skewSeconds: options.skewSeconds ?? usualSkew(profile),
    clock: { now },
    directory: keysOf(options, profile, signatures),
    signatures,
    replay: options.replay ?? memoryReplay(),
    decoys: decoyKeys(signatures),
    accepted: acceptedTokens(ACCEPTED_BYTES, (text) => hash('sha256', text, 'base64url')),
  };
  return createGate(parts, settings, randomUUID);
}

/** @throws TypeError where there is not exactly one place that keys come from */
function keysOf(options: GateOptions, { keys, id }: Profile, signatures: Signatures): KeyDirectory {
  const { application, jwks, remoteJwks } = options;
  const given = [application, jwks, remoteJwks].filter((source) => source !== undefined);
  if (given.length > 1) throw new TypeError('options: give one of application, jwks and remoteJwks, not several');
  if (jwks !== undefined) {
    const set = readPublicKeys(jwks, 'jwks').map(({ material, ...use }) => ({ key: material, ...use }));
    return setDirectory(() => set, signatures);
  }
  const remote = remoteJwks ?? (given.length === 0 && keys?.from === 'jwks' ? keys.url : undefined);
  if (remote !== undefined) return setDirectory(remoteKeys(remote), signatures);
  if (typeof application === 'function') return directoryOf(application, signatures);
  throw new TypeError(
    id === 'vonage'
      ? 'application: expected a function that finds the keys of an application by its id'
      : 'application: expected a function that finds the keys by the claim that names the sender; or jwks, a JWK Set; or remoteJwks, its URL',
  );
}

/** Memory for tokens that were accepted: 40,000 and more of the usual ones. */
const ACCEPTED_BYTES = 32 * 2 ** 20;
/** Parsed keys that are kept: parsing PEM costs more than verifying. */
const PREPARED_LIMIT = 10_000;

function directoryOf(find: NonNullable<GateOptions['application']>, signatures: Signatures): KeyDirectory {
  const preparedByText = new BoundedMap<PreparedKey>(PREPARED_LIMIT);
  const prepare = (text: string): PreparedKey => {
    const known = preparedByText.get(text);
    if (known) return known;
    const prepared = signatures.prepare(readPublicKey(text, 'publicKeys'));
    preparedByText.set(text, prepared);
    return prepared;
  };
  const entries = new BoundedMap<DirectoryEntry>(PREPARED_LIMIT);
  /** The same entry as the last time where nothing in it has changed: what was accepted by it still is. */
  const entryFor = (id: string, found: ApplicationKeys | undefined): DirectoryEntry | null => {
    if (!found) return null;
    const texts = { ...found, publicKeys: publicKeyTexts(found.publicKeys) };
    const last = entries.peek(id);
    if (last && isOf(last, texts)) return last;
    const entry = entryOf(id, texts, prepare);
    entries.set(id, entry);
    return entry;
  };
  /** What was asked for and not answered at once, until `load` takes it: each application is asked for once. */
  let asked: { readonly id: string; readonly answer: Promise<ApplicationKeys | undefined> } | undefined;
  return {
    peek(id) {
      if (asked?.id === id) return undefined;
      try {
        const found = find(id);
        if (!isPromise(found)) return entryFor(id, found);
        asked = { id, answer: found };
      } catch {
        // `load` meets it again, and its caller hears of it.
      }
      return undefined;
    },
    forget: () => undefined,
    async load(id) {
      const answer = asked?.id === id ? asked.answer : find(id);
      asked = undefined;
      return entryFor(id, await answer);
    },
  };
}

const isPromise = (
  found: ReturnType<NonNullable<GateOptions['application']>>,
): found is Promise<ApplicationKeys | undefined> =>
  typeof (found as PromiseLike<unknown> | undefined)?.then === 'function';

function isOf(entry: DirectoryEntry, found: ApplicationTexts): boolean {
  const { accountId = '', name = entry.applicationId, singleUse = false, suspended = false, publicKeys } = found;
  return (
    entry.accountId === accountId &&
    entry.name === name &&
    entry.singleUse === singleUse &&
    entry.suspended === suspended &&
    entry.keys.length === publicKeys.length &&
    entry.keys.every(({ publicKey }, at) => publicKey === publicKeys[at])
  );
}

/** An application whose keys are texts. */
interface ApplicationTexts extends ApplicationKeys {
  readonly publicKeys: readonly string[];
}

function entryOf(id: string, found: ApplicationTexts, prepare: (text: string) => PreparedKey): DirectoryEntry {
  return {
    applicationId: id,
    accountId: found.accountId ?? '',
    name: found.name ?? id,
    singleUse: found.singleUse ?? false,
    suspended: found.suspended ?? false,
    keys: found.publicKeys.map((publicKey): DirectoryKey => {
      const prepared = prepare(publicKey);
      return { id: prepared.fingerprint, fingerprint: prepared.fingerprint, publicKey, state: 'active', prepared };
    }),
  };
}
