import type { Writable } from 'node:stream';
import { createFirstAccount } from '../actions/create-account.ts';
import { cachedKeyDirectory } from '../actions/parts/cached-key-directory.ts';
import type { Parts, PartsByOrigin } from '../actions/parts/parts.ts';
import { makeFirstStartLink } from '../actions/people/first-start-link.ts';
import { nodeKeyPairs, nodeSignatures, scryptSecretHashes } from '../adapters/node-crypto/index.ts';
import { standardErrorLog, streamLog, systemClock, systemEntropy } from '../adapters/system/index.ts';
import type { Profile } from '../core/claims/profile.ts';
import { keyKindsFor, RSA_ALONE } from '../core/keys/key-kind.ts';
import { directGate } from '../http/gate/direct.ts';
import { accountRoutes, subaccountRoutes } from '../http/routes/accounts.ts';
import { applicationActivityRoutes } from '../http/routes/application-activity.ts';
import { applicationHistoryRoutes } from '../http/routes/application-history.ts';
import { applicationKeyRoutes } from '../http/routes/application-keys.ts';
import { applicationSearchRoutes } from '../http/routes/application-search.ts';
import { applicationRoutes } from '../http/routes/applications.ts';
import { auditLogRoutes } from '../http/routes/audit-log.ts';
import { causeRoutes } from '../http/routes/causes.ts';
import { openDashboard } from '../http/routes/dashboard.ts';
import { docsRoutes } from '../http/routes/docs.ts';
import { gateRoutes } from '../http/routes/gate.ts';
import { healthRoutes, type Readiness, readinessOf } from '../http/routes/health.ts';
import { jwksRoutes } from '../http/routes/jwks.ts';
import { keyFrameRoutes } from '../http/routes/key-frame.ts';
import { keySearchRoutes } from '../http/routes/key-search.ts';
import { keyUsesRoutes } from '../http/routes/key-uses.ts';
import { openapiRoutes } from '../http/routes/openapi.ts';
import { peopleAccountRoutes } from '../http/routes/people-account.ts';
import { peopleEntranceRoutes } from '../http/routes/people-entrance.ts';
import { peopleRecoveryRoutes } from '../http/routes/people-recovery.ts';
import { peopleSecondFactorRoutes } from '../http/routes/people-second-factor.ts';
import { peopleSelfRoutes } from '../http/routes/people-self.ts';
import { reportRoutes } from '../http/routes/reports.ts';
import { requestLogRoutes } from '../http/routes/request-log.ts';
import { sandboxRoutes } from '../http/routes/sandbox.ts';
import { secretRoutes } from '../http/routes/secrets.ts';
import { sharingRoutes } from '../http/routes/shared-report.ts';
import type { RouteGroup } from '../http/server/app.ts';
import { idempotency } from '../http/server/idempotency.ts';
import { SECURITY_HEADERS } from '../http/server/security-headers.ts';
import { addRoutes, createServer } from '../http/server/server.ts';
import type { RoutePattern } from '../http/server/unmatched.ts';
import type { Authentication } from '../http/who/authentication.ts';
import type { PeopleHttp } from '../http/who/people-session.ts';
import type { Settings } from '../options/options.ts';
import {
  ConflictError,
  type Database,
  DatabaseCorruptError,
  type Origin,
  type SecretHashes,
  UnavailableError,
} from '../ports/index.ts';
import { type ComposedAttempts, composeAttempts } from './attempts.ts';
import { keepAuditLog } from './audit-age.ts';
import { upSeconds } from './change-board.ts';
import { composeFeed, type FeedLog } from './change-feed.ts';
import { composeExtAuthz } from './ext-authz.ts';
import { type ComposedGate, composeGate } from './gate.ts';
import { DIRECTORY_LIMIT } from './limits.ts';
import { listen } from './listen.ts';
import { composePeople } from './people.ts';
import { openServerSeal } from './server-secret.ts';
import { urlOf } from './server-url.ts';
import { openStorage } from './storage.ts';
import { composeTelemetry } from './telemetry.ts';
import { announcing, type ComposedWorkers, composeWorkers, gatheredLog } from './workers.ts';

/** A server that listens. */
export interface Running {
  /** Where it is reached: `publicUrl` of the settings, or the address that it listens on. */
  readonly url: string;
  readonly port: number;
  /** Where Envoy asks over gRPC, if it can. */
  readonly extAuthzGrpcPort?: number;
  readonly routes: readonly RoutePattern[];
  /** Only where this start made the first account: the one time that its secret is told. */
  readonly firstAccount?: { readonly apiKey: string; readonly apiSecret: string };
  /** Only while there is nobody: the link by which the first person joins. It is good for one use, and an hour. */
  readonly signInLink?: string;
  /** Answers what has been asked, keeps what is queued, and lets go of everything. */
  close(): Promise<void>;
}

export interface Surroundings {
  /** Version of Mintmark. */
  readonly version: string;
  /** Where the log goes; stderr by default. */
  readonly logStream?: Writable;
  /** Whose rules the gate holds, of an API of one's own; Vonage's by default. */
  readonly profile?: Profile;
  /** How API secrets are hashed; scrypt at its full cost by default. */
  readonly secretHashes?: SecretHashes;
  /** Folder of the built dashboard; without it none is served. */
  readonly dashboard?: string;
  /** Called when requests are answered, which may be before everything has started: from then on an end takes care of them. */
  readonly onServing?: () => void;
  /** Resolves when the server is to end: nothing that still starts is waited for then. */
  readonly stop?: Promise<void>;
}

const DAMAGED = 'The database is damaged, and nothing is served from it any more: restore it from a backup';
const FAILURES_PER_MINUTE = 30;

/**
 * Opens storage, listens, makes the first account where there is none, and answers once everything is built: requests
 * that come before wait.
 * @throws DataDirectoryInUseError, DataDirectoryNotWritableError, SchemaTooNewError, DatabaseCorruptError,
 * UnavailableError, ServerSecretError, FileNotWritableError, ListenError, or TypeError for a setting that cannot be;
 * everything opened is let go of again.
 */
export async function compose(settings: Settings, surroundings: Surroundings): Promise<Running> {
  const closers: (() => void | Promise<void>)[] = [];
  const close = async () => {
    for (const letGo of closers.splice(0).reverse()) await letGo();
  };
  try {
    const clock = systemClock();
    const entropy = systemEntropy();
    const signatures = nodeSignatures();
    const database = await openStorage(settings, clock, closers);
    // Before anything is built or made: the parts know their URL, and a taken port leaves no account that nobody was told of.
    const workers = composeWorkers(settings, closers);
    const listener = await listen(settings, workers);
    closers.push(() => listener.close());
    const extAuthz = await composeExtAuthz(settings, closers);
    const url = urlOf(settings, listener.port);
    const { fault, ...seal } = await openServerSeal(settings, database, entropy);
    const { accounts, applications } = database;
    let isDamaged = false;
    // Nobody else changes an embedded database: there is nothing to hear of.
    const feed = database.kind === 'postgres' ? composeFeed(database.changes, settings.staleKeysSeconds) : undefined;
    const ownDirectory = cachedKeyDirectory(
      { applications, signatures, clock, mayUse: () => !isDamaged && feed?.state() !== 'unknown' },
      { limit: DIRECTORY_LIMIT, maxAgeSeconds: Number.POSITIVE_INFINITY },
    );
    const directory = workers ? announcing(ownDirectory, workers.board) : ownDirectory;
    if (feed) closers.push(feed.close);
    await feed?.start(directory, (seconds) => workers?.board.setUsableUntil(upSeconds() + seconds));
    const secretHashes = surroundings.secretHashes ?? scryptSecretHashes();
    const keyKinds = surroundings.profile ? keyKindsFor(surroundings.profile.algorithms) : RSA_ALONE;
    const keyPairs = nodeKeyPairs();
    const parts = { accounts, applications, clock, entropy, directory, secretHashes, keyPairs, keyKinds };
    const first = await firstAccountOf(parts, settings);

    const dashboard = surroundings.dashboard === undefined ? undefined : await openDashboard(surroundings.dashboard);
    const logLines = surroundings.logStream ? streamLog(surroundings.logStream) : standardErrorLog();
    const app = await createServer(
      { ...settings, ...surroundings, logLines, ...(dashboard && { page: dashboard.page }) },
      listener,
    );
    if (fault !== undefined) app.log.error(fault);
    const telemetry = await composeTelemetry(settings, {
      ...surroundings,
      clock,
      tell: (level, words) => app.log[level](words),
    });
    if (telemetry) closers.push(telemetry.close);
    const technology = { clock, entropy, directory, signatures, telemetry };
    const onDefect = (err: unknown) => app.log.error({ err }, 'a defect in the background');
    const gate = composeGate(settings, database, technology, url, onDefect, surroundings.profile);
    closers.push(() => gate.close());
    gate.register(app.metrics);
    if (settings.auditMaxAgeSeconds !== undefined) {
      closers.push(keepAuditLog(database.auditLog, clock, settings.auditMaxAgeSeconds, onDefect));
    }
    feed?.register(app.metrics);
    feed?.tell(app.log);
    database.onLogFault((err) => app.log.error({ err }, 'The request log has a fault'));
    database.checked.catch((err: unknown) => {
      isDamaged = err instanceof DatabaseCorruptError;
      if (isDamaged) workers?.board.setUsableUntil(0);
      app.log.error({ err }, isDamaged ? DAMAGED : 'The database could not be checked for damage');
    });
    const attempts = composeAttempts(clock, database);
    closers.push(attempts.close);
    attempts.register(app.metrics);
    attempts.tell(app.log);
    const people = composePeople(
      settings,
      database,
      { clock, entropy, ...seal, ...surroundings },
      url,
      attempts.people,
    );
    const signInLink = await makeFirstStartLink(people.parts, first.id).catch(tellNoLink(app.log));
    const byOrigin = { ...parts, by: (origin: Origin) => ({ ...parts, ...database.by(origin) }) };
    const readiness = readinessOf(database, feed);
    const groups = routeGroups(settings, byOrigin, database, gate, people, attempts, first.id, readiness, workers);
    await addRoutes(app, dashboard ? [...groups, dashboard.routes] : groups);
    closers.push(async () => {
      await Promise.all([app.ending.drain(), extAuthz?.drain()]);
    });
    listener.open(
      directGate({
        gate: gate.parts,
        headers: SECURITY_HEADERS,
        isDraining: app.ending.isDraining,
        count: app.answers.count,
        refusals: settings.logLevel === 'info' || settings.logLevel === 'debug' ? 'framework' : 'here',
      }),
    );
    extAuthz?.open(app, gate, async () => !app.ending.isDraining() && readiness.canJudge(await readiness.storage()));
    surroundings.onServing?.();
    const { stop = new Promise<never>(() => {}) } = surroundings;
    await Promise.race([workers?.start(app, gate, surroundings.profile), stop]);
    app.log.info({ url }, 'listening');
    return {
      url,
      port: listener.port,
      ...(extAuthz && { extAuthzGrpcPort: extAuthz.port }),
      routes: [...app.routeTable],
      ...(first.created && { firstAccount: first.created }),
      ...(signInLink && { signInLink: signInLink() }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A disk that cannot be written to keeps nobody's tokens from being judged. */
const tellNoLink = (log: FeedLog) => (err: unknown) => {
  if (!(err instanceof UnavailableError) || (err.reason !== 'full' && err.reason !== 'read-only')) throw err;
  log.error(
    { err },
    'The link for the first sign-in could not be made: make it possible to write there, then start again',
  );
  return undefined;
};

/** The oldest account, which administers the others; made here where there is none. */
async function firstAccountOf(parts: Parts, settings: Settings) {
  if ((await parts.accounts.count()) === 0) {
    try {
      const { account, secret } = await createFirstAccount(parts, settings.bootstrapAccount);
      return { id: account.id, created: { apiKey: account.id, apiSecret: secret } };
    } catch (error) {
      // Another process on the same PostgreSQL was first with the same credentials.
      if (!(error instanceof ConflictError)) throw error;
    }
  }
  const [oldest] = await parts.accounts.list();
  if (!oldest) throw new TypeError('there are accounts, and the list of them is empty');
  return { id: oldest.id };
}

function routeGroups(
  settings: Settings,
  parts: PartsByOrigin,
  database: Database,
  gate: ComposedGate,
  people: PeopleHttp,
  attempts: ComposedAttempts,
  firstAccountId: string,
  readiness: Readiness,
  workers: ComposedWorkers | undefined,
): readonly RouteGroup[] {
  const { clock, entropy } = parts;
  const failures = { failures: attempts.secrets, failuresPerMinute: FAILURES_PER_MINUTE };
  const authentication: Authentication = {
    basic: { parts, ...failures, realm: settings.realm },
    session: people,
  };
  const repeats = idempotency(clock, database.repeats);
  const { publicUrl } = settings;
  const gather = workers?.pool.gather;
  const log = gather ? gatheredLog(gate.log, gather) : gate.log;
  const sharing = { ...people.parts, shares: database.shares, by: database.by, reports: gate.reports };
  return [
    applicationRoutes(parts, authentication, repeats),
    applicationActivityRoutes({ parts, log, totals: database.requestTotals }, authentication),
    applicationKeyRoutes(parts, authentication, repeats),
    keyUsesRoutes({ parts, log, totals: database.requestTotals }, authentication),
    applicationHistoryRoutes(parts, database.auditLog, authentication),
    auditLogRoutes({ parts, auditLog: database.auditLog }, authentication),
    jwksRoutes(parts),
    secretRoutes(parts, authentication, people),
    subaccountRoutes(parts, authentication),
    accountRoutes(parts, authentication, firstAccountId),
    gateRoutes(gate.parts),
    sandboxRoutes({ gate: gate.parts, authentication, entropy, ...(publicUrl !== undefined && { publicUrl }) }),
    requestLogRoutes(log, database.applications, authentication),
    reportRoutes(gate.reports, log, authentication),
    ...sharingRoutes({ ...sharing, limit: people.limit }, authentication),
    causeRoutes(),
    keyFrameRoutes(),
    peopleEntranceRoutes(people),
    peopleSelfRoutes(people),
    peopleAccountRoutes(people),
    applicationSearchRoutes(people, database.applications),
    peopleSecondFactorRoutes(people),
    peopleRecoveryRoutes(people),
    keySearchRoutes(people, database.applications),
    healthRoutes(readiness, gather),
    openapiRoutes(),
    docsRoutes(),
  ];
}
