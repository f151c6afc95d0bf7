import { hash, randomUUID } from 'node:crypto';
import { acceptedTokens } from './actions/parts/accepted-tokens.ts';
import { decoyKeys } from './actions/parts/decoy-keys.ts';
import { nodeSignatures } from './adapters/node-crypto/index.ts';
import { gateProfile } from './core/claims/gate-profile.ts';
import type { Profile } from './core/claims/profile.ts';
import { profileById } from './core/claims/profiles/index.ts';
import { BoundedMap } from './core/encoding/bounded-map.ts';
import { usualSkew } from './core/observe/observe.ts';
import { type Authenticated, createGate, type Gate, type GateSettings } from './http/gate/middleware.ts';
import type { Report } from './library/finding.ts';
import { checkGateOptions, publicKeyTexts } from './library/gate-options.ts';
import type { KeyInput } from './library/key-input.ts';
import { memoryReplay } from './library/memory-replay.ts';
import { readPublicKey } from './library/read-key.ts';
import type { DirectoryEntry, DirectoryKey, KeyDirectory } from './ports/key-directory.ts';
import type { Replay } from './ports/replay.ts';
import type { PreparedKey, Signatures } from './ports/signatures.ts';

export type { GateRequest } from './actions/authenticate-request.ts';
export type { Identity } from './actions/parts/identity.ts';
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
} from './http/gate/middleware.ts';
export type { CheckedRequest, NodeRequest } from './http/gate/read-request.ts';
export type * from './library/finding.ts';
export type * from './library/key-input.ts';
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

export interface GateOptions extends Partial<Omit<GateSettings, 'onRejection'>> {
  /** Called with the owner's report of each rejection, after the answer was made. It may be kept: it holds no usable token. */
  readonly onRejection?: (report: Report, id: string) => void;
  /** Looks an application up by the id that the token claims; `undefined` where there is none. */
  readonly application: (id: string) => ApplicationKeys | undefined | Promise<ApplicationKeys | undefined>;
  /** Leeway both ways, in seconds; by default the profile's own, or 30. */
  readonly skewSeconds?: number;
  /** Id of the profile whose rules hold; `vonage` by default. */
  readonly profile?: string;
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
  const profile = rulesOf(options.profile ?? 'vonage');
  if (typeof options.application !== 'function') {
    throw new TypeError('application: expected a function that finds the keys of an application by its id');
  }
  const signatures = nodeSignatures();
  const settings: GateSettings = {
    realm: options.realm ?? 'mintmark',
    helpBase: options.helpBase ?? HELP_BASE,
    explain: options.explain ?? 'caller',
    ...(options.onRejection && { onRejection: options.onRejection as GateSettings['onRejection'] & {} }),
  };
  const now = options.now ?? (() => Date.now() / 1000);
  const parts = {
    profile,
    skewSeconds: options.skewSeconds ?? usualSkew(profile),
    clock: { now },
    directory: directoryOf(options.application, signatures),
    signatures,
    replay: options.replay ?? memoryReplay(),
    decoys: decoyKeys(signatures),
    accepted: acceptedTokens(ACCEPTED_BYTES, (text) => hash('sha256', text, 'base64url')),
  };
  return createGate(parts, settings, randomUUID);
}

function rulesOf(id: string): Profile {
  const profile = profileById(id);
  if (!profile) throw new TypeError(`profile: expected the id of a profile, received ${JSON.stringify(id)}`);
  const rules = gateProfile(profile);
  if (rules.algorithms.length === 0) {
    throw new TypeError(
      `profile: tokens of ${id} are signed with a shared secret (${profile.algorithms.join(', ')}), and a gate has public keys alone; use verify with { secret }`,
    );
  }
  return rules;
}

/** Memory for tokens that were accepted: 40,000 and more of the usual ones. */
const ACCEPTED_BYTES = 32 * 2 ** 20;
/** Parsed keys that are kept: parsing PEM costs more than verifying. */
const PREPARED_LIMIT = 10_000;

function directoryOf(find: GateOptions['application'], signatures: Signatures): KeyDirectory {
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

const isPromise = (found: ReturnType<GateOptions['application']>): found is Promise<ApplicationKeys | undefined> =>
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
