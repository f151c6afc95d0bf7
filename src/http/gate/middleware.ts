import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  authenticateRequest,
  claimedIdentity,
  type Decision,
  type GateParts,
  type Identity,
} from '../../actions/authenticate-request.ts';
import { tellCaller, wholeReport } from '../../actions/explain-rejection.ts';
import { directoryEvidence } from '../../actions/parts/registered-keys.ts';
import { recallToken, recallTokenLater } from '../../actions/recall-token.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { Report } from '../../core/evidence/report.ts';
import { readToken } from '../../core/jws/read-token.ts';
import type { HeaderField } from '../../core/request/field.ts';
import { readBearerRequest, readPlainRequest } from '../../core/request/plain-request.ts';
import { isPlainPreflight } from '../../core/request/preflight.ts';
import { type Answer, rejection, rejectionMembers } from './answer.ts';
import { headerFields, send } from './handler.ts';
import { type CheckedRequest, readRequest } from './read-request.ts';

export interface GateSettings {
  /** Realm of the challenge; `mintmark` by default. */
  readonly realm: string;
  /** Start of the address of a help page. */
  readonly helpBase: string;
  /** `full` puts the owner's report into the body: local work only. */
  readonly explain: 'caller' | 'full';
  /**
   * What becomes of a browser's preflight (`OPTIONS` with `Origin` and `Access-Control-Request-Method`), which never has
   * a token: `reject`, by default, or `pass`: it goes on without an identity, for whatever answers CORS behind the gate.
   * `check` judges it like any request.
   */
  readonly preflights?: 'reject' | 'pass';
  /** Called with the owner's report of each rejection, after the answer was made. It may be kept: it holds no usable token. */
  readonly onRejection?: (report: Report, id: string) => void;
  /**
   * Called with what a look-up of keys threw: the request was answered with 503, and told nobody why. By default it
   * becomes a warning of the process.
   */
  readonly onFailure?: (error: unknown) => void;
}

/** Who sent a request, with every claim of the token: its signature vouches for them. */
export interface VerifiedIdentity extends Identity {
  readonly claims: JsonObject;
}

export type Checked =
  | { readonly ok: true; readonly identity: VerifiedIdentity }
  | { readonly ok: false; readonly answer: Answer };

/** A request that the gate let through: who sent it. */
export interface Authenticated {
  mintmark: VerifiedIdentity;
}

export interface Gate {
  /**
   * For any framework: a request of Node or of the Web, or its header lines, method and target; an identity or a whole
   * answer out. Rejects with a TypeError for what is no request.
   */
  check(request: CheckedRequest): Promise<Checked>;
  /** `createServer(gate.node((req, res) => …))`: the handler runs for accepted requests only. */
  node(
    handler: (req: IncomingMessage & Authenticated, res: ServerResponse) => void,
  ): (req: IncomingMessage, res: ServerResponse) => void;
  /** `app.use(gate.express())`. */
  express(): (
    req: IncomingMessage & { originalUrl?: string },
    res: ServerResponse,
    next: (error?: unknown) => void,
  ) => void;
  /** `app.addHook('onRequest', gate.fastify())`. */
  fastify(): (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>;
  /** `app.use(gate.hono())`: the identity is at `c.get('mintmark')`. */
  hono(): (context: HonoContextLike, next: () => Promise<void>) => Promise<Response | undefined>;
}

/** The part of Fastify's request that the gate reads. */
export interface FastifyRequestLike {
  readonly raw: IncomingMessage;
}
export interface FastifyReplyLike {
  code(status: number): FastifyReplyLike;
  headers(values: { [name: string]: string }): FastifyReplyLike;
  send(body: string): unknown;
}
/** The part of Hono's context that the gate reads; `env.incoming` is there on Node. */
export interface HonoContextLike {
  readonly req: { readonly method: string; readonly url: string; readonly raw: Request };
  readonly env?: unknown;
  set(name: 'mintmark', identity: VerifiedIdentity): void;
}

type Rejection = Extract<Decision, { ok: false }>;

export function createGate(parts: GateParts, settings: GateSettings, uuid: () => string): Gate {
  const { onFailure = warn } = settings;
  async function check(given: CheckedRequest): Promise<Checked> {
    const request = readRequest(given);
    const plain = readPlainRequest(request.fields.flat(), request.method, request.target);
    const identity = plain && (await recallTokenLater(parts, plain));
    if (identity) return { ok: true, identity: withClaimsOf(plain.token, identity) };
    const decision = await authenticateRequest(parts, request, plain);
    if (decision.ok) return { ok: true, identity: { ...decision.identity, claims: decision.claims } };
    const id = uuid();
    const told = tellCaller(decision, request, settings.helpBase);
    const wantsWhole = settings.explain === 'full' || settings.onRejection !== undefined;
    const whole = wantsWhole
      ? wholeReport(decision, request, await registryOf(parts, decision), settings.helpBase, parts.signatures)
      : undefined;
    if (whole) settings.onRejection?.(whole, id);
    const members = rejectionMembers(told, id, settings, settings.explain === 'full' ? whole : undefined);
    return { ok: false, answer: rejection(members, settings) };
  }

  /** The same answer in every framework where the request cannot be judged: its own would show the error to anybody. */
  async function checkOrClose(given: CheckedRequest): Promise<Checked> {
    try {
      return await check(given);
    } catch (error) {
      onFailure(error);
      return { ok: false, answer: FAILED_CLOSED };
    }
  }

  /** Whether the token was accepted before and is again; the request then carries who sent it from then on. */
  function isKnown(req: IncomingMessage, target: string | undefined): boolean {
    const bearer = readBearerRequest(req.rawHeaders, req.method, target);
    const identity = bearer && recallToken(parts, bearer);
    if (bearer === undefined || identity === undefined) return false;
    (req as IncomingMessage & Authenticated).mintmark = withClaimsOf(bearer.token, identity);
    return true;
  }

  /** The answer of a request that is rejected; one that is not carries who sent it from then on. */
  async function guard(req: IncomingMessage, target: string | undefined): Promise<Answer | undefined> {
    const checked = await checkOrClose({
      fields: headerFields(req),
      ...(req.method !== undefined && { method: req.method }),
      ...(target !== undefined && { target }),
    });
    if (!checked.ok) return checked.answer;
    Object.assign(req, { mintmark: checked.identity } satisfies Authenticated);
    return undefined;
  }

  function passes(fields: readonly HeaderField[], method: string | undefined, target: string | undefined): boolean {
    if (settings.preflights !== 'pass' || method !== 'OPTIONS') return false;
    return isPlainPreflight({ fields, method, ...(target !== undefined && { target }) });
  }

  return {
    check,
    node: (handler) => (req, res) => {
      if (passes(headerFields(req), req.method, req.url)) return handler(req as IncomingMessage & Authenticated, res);
      if (isKnown(req, req.url)) return handler(req as IncomingMessage & Authenticated, res);
      guard(req, req.url).then(
        (answer) => (answer ? send(res, answer) : handler(req as IncomingMessage & Authenticated, res)),
        () => send(res, FAILED_CLOSED),
      );
    },
    express: () => (req, res, next) => {
      if (passes(headerFields(req), req.method, req.originalUrl ?? req.url)) return next();
      if (isKnown(req, req.originalUrl ?? req.url)) return next();
      guard(req, req.originalUrl ?? req.url).then((answer) => (answer ? send(res, answer) : next()), next);
    },
    fastify: () => async (request, reply) => {
      const { method, url } = request.raw;
      if (passes(headerFields(request.raw), method, url)) return undefined;
      const answer = isKnown(request.raw, request.raw.url) ? undefined : await guard(request.raw, request.raw.url);
      if (answer)
        return reply
          .code(answer.status)
          .headers({ ...answer.headers })
          .send(answer.body);
      const { mintmark } = request.raw as IncomingMessage & Authenticated;
      Object.assign(request, { mintmark } satisfies Authenticated);
      return undefined;
    },
    hono: () => async (context, next) => {
      const { pathname, search } = new URL(context.req.url);
      if (passes(honoFields(context), context.req.method, pathname + search)) {
        await next();
        return undefined;
      }
      const checked = await checkOrClose({
        fields: honoFields(context),
        method: context.req.method,
        target: pathname + search,
      });
      if (!checked.ok)
        return new Response(checked.answer.body, {
          status: checked.answer.status,
          headers: { ...checked.answer.headers },
        });
      context.set('mintmark', checked.identity);
      await next();
      return undefined;
    },
  };
}

/** The claims of a token that was accepted before, read where a handler asks for them. */
function withClaimsOf(token: string, identity: Identity): VerifiedIdentity {
  let claims: JsonObject | undefined;
  return {
    ...identity,
    get claims() {
      claims ??= readToken(token).payload.members ?? {};
      return claims;
    },
  };
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

/** A failure that is not the request's never lets it through. */
const FAILED_CLOSED: Answer = {
  status: 503,
  headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  body: JSON.stringify({
    type: 'about:blank',
    title: 'The request could not be judged',
    status: 503,
    detail: 'The keys of the application could not be looked up. The token is not at fault: try again.',
  }),
};

/** What the gate knows of the application that a token names; asked for where it was refused before that. */
async function registryOf({ directory }: GateParts, { evidence }: Rejection) {
  if (evidence.registry) return evidence.registry;
  const id = claimedIdentity(evidence);
  return id !== undefined ? directoryEvidence(await directory.load(id)) : undefined;
}

/** On Node the raw header lines show a second Authorization line; elsewhere `Headers` has joined them with a comma. */
function honoFields(context: HonoContextLike): readonly HeaderField[] {
  const incoming = (context.env as { incoming?: IncomingMessage } | undefined)?.incoming;
  if (incoming?.rawHeaders) return headerFields(incoming);
  return [...context.req.raw.headers].map(([name, value]) => [name, value] as const);
}
