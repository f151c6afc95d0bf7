import { openRunKit } from '../../../src/cli/break/run-kit.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { CauseId } from '../../../src/core/evidence/cause-id.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import type { Kit, KitKey } from '../../../src/core/evidence/kit.ts';
import { counted, type Row } from './row.ts';

/** A request to be, that faults are put into one by one. */
interface Draft {
  claims: { [name: string]: unknown };
  header: { [name: string]: unknown };
  key: KitKey;
  signInput?: (text: string) => string;
  authorization: (token: string) => string;
  target?: string;
  clientNow?: number;
  registry: (registry: NonNullable<Input['registry']>) => NonNullable<Input['registry']>;
  replay?: Input['replay'];
}

/** Faults of different slots have nothing to do with each other; those of one slot exclude each other. */
interface Fault {
  readonly cause: CauseId;
  readonly slot: string;
  put(draft: Draft, kit: Kit): void;
}

const FAULTS: readonly Fault[] = [
  fault('bearer-scheme-malformed', 'scheme', (draft) => (draft.authorization = (token) => `Bearer${token}`)),
  fault('scheme-not-bearer', 'scheme', (draft) => (draft.authorization = (token) => `JWT ${token}`)),
  fault(
    'credentials-contain-whitespace',
    'scheme',
    (draft) => (draft.authorization = (token) => `Bearer ${token.replace('.', '.\u200b')}`),
  ),
  fault('multiple-credentials', 'target', (draft) => (draft.target = '/v1/calls?api_key=abcd1234&api_secret=Secret1')),
  fault('path-ambiguous', 'target', (draft) => (draft.target = '/v1/calls/../users')),
  fault('token-of-other-kind', 'typ', (draft) => (draft.header['typ'] = 'at+jwt')),
  fault('header-parameter-missing', 'typ', (draft) => (draft.header['typ'] = undefined)),
  fault('crit-unsupported', 'crit', (draft) => (draft.header['crit'] = ['exp'])),
  fault('kid-unknown', 'kid', (draft) => (draft.header['kid'] = 42)),
  fault('claim-missing', 'jti', (draft) => (draft.claims['jti'] = undefined)),
  fault('claim-type-wrong', 'jti', (draft) => (draft.claims['jti'] = 7)),
  fault('subject-invalid', 'sub', (draft) => (draft.claims['sub'] = '')),
  fault('acl-malformed', 'acl', (draft) => (draft.claims['acl'] = '{"paths":{}}')),
  fault('path-not-in-acl', 'acl', (draft) => (draft.claims['acl'] = { paths: { '/*/media/**': {} } })),
  fault('application-suspended', 'application', (draft) => {
    draft.registry = (registry) =>
      registry.application === null
        ? registry
        : { ...registry, application: { ...registry.application, suspended: true } };
  }),
  fault('capability-disabled', 'capability', (draft) => {
    const before = draft.registry;
    draft.registry = (registry) => {
      const { application, ...rest } = before(registry);
      return { ...rest, application: application && { ...application, capabilities: ['messages'] } };
    };
  }),
  fault('key-pair-not-saved', 'key', (draft) => (draft.key = 'draft')),
  fault('signed-by-replaced-key', 'key', (draft) => (draft.key = 'replaced')),
  fault('signed-by-other-application', 'key', (draft) => (draft.key = 'other')),
  fault('signed-by-unknown-key', 'key', (draft) => (draft.key = 'stranger')),
  fault('signed-bytes-differ', 'key', (draft) => (draft.signInput = (text) => `${text}\n`)),
  fault('clock-ahead', 'time', (draft, { now }) => {
    Object.assign(draft.claims, { iat: now + 252, exp: now + 1152 });
    draft.clientNow = now + 254;
  }),
  fault('token-expired', 'time', ({ claims }, { now }) => Object.assign(claims, { iat: now - 1000, exp: now - 100 })),
  fault('token-cached-past-expiry', 'time', ({ claims }, { now }) =>
    Object.assign(claims, { iat: now - 40_117, exp: now - 39_217 }),
  ),
  fault('time-in-milliseconds', 'time', ({ claims }, { now }) =>
    Object.assign(claims, { iat: now * 1000, exp: (now + 900) * 1000 }),
  ),
  fault('lifetime-too-long', 'time', ({ claims }, { now }) => Object.assign(claims, { exp: now + 30 * 86_400 })),
  fault('lifetime-impossible', 'time', ({ claims }, { now }) => Object.assign(claims, { iat: now - 2, exp: now - 2 })),
  fault('duration-in-place-of-time', 'time', ({ claims }) => Object.assign(claims, { exp: 900 })),
  fault('token-replayed', 'replay', (draft, { now }) => (draft.replay = { firstSeenAt: now - 60 })),
];

function fault(cause: CauseId, slot: string, put: (draft: Draft, kit: Kit) => unknown): Fault {
  return { cause, slot, put: (draft, kit) => void put(draft, kit) };
}

/** Styles of clients that each pair is made in. */
const STYLES = 8;

/** Every pair of faults that can be in one request, as different clients write it: are both named? */
export function pairs(): readonly Row[] {
  const kitOf = openRunKit();
  const missed = new Map<string, number>();
  let made = 0;
  let right = 0;
  for (let style = 1; style <= STYLES; style++) {
    const kit = kitOf(style);
    for (const [index, one] of FAULTS.entries()) {
      for (const other of FAULTS.slice(index + 1)) {
        if (one.slot === other.slot) continue;
        made++;
        const found: readonly string[] = diagnose(inputWith([one, other], kit)).findings.map(({ cause }) => cause);
        const absent = [one, other].filter(({ cause }) => !found.includes(cause));
        if (absent.length === 0) right++;
        for (const { cause } of absent) {
          const pair = `${one.cause} + ${other.cause}: no ${cause}, but ${found.slice(0, 3).join(', ')}`;
          missed.set(pair, (missed.get(pair) ?? 0) + 1);
        }
      }
    }
  }
  const misses = [...missed].map(([pair, times]) => `${pair} (${times} times)`);
  return [counted('pairs of independent faults, both named', right, made, 0.98, misses)];
}

function inputWith(faults: readonly Fault[], kit: Kit): Input {
  const draft: Draft = {
    claims: {},
    header: {},
    key: 'active',
    authorization: (token) => `Bearer ${token}`,
    registry: (registry) => registry,
  };
  for (const { put } of faults) put(draft, kit);
  const { claims, header, key, signInput, target, clientNow, replay } = draft;
  const token = kit.mint({ claims, header, key, ...(signInput && { signInput }) });
  const authorization = draft.authorization(token);
  const single = replay !== undefined;
  const base = kit.input({ authorization, ...(replay && { replay }) });
  const registry = base.registry && draft.registry(base.registry);
  return {
    ...base,
    ...(clientNow !== undefined && { clientNow }),
    ...(registry && {
      registry: { ...registry, application: registry.application && { ...registry.application, singleUse: single } },
    }),
    request: {
      ...base.request,
      ...(target !== undefined && { target }),
    },
  };
}
