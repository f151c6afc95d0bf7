import type { HeaderField } from '../request/field.ts';

type Members = { readonly [name: string]: unknown };

/** What a request looks like beside its fault: clients differ in all of this, and none of it matters. */
export interface KitStyle {
  readonly method: string;
  readonly target: string;
  /** `undefined`: without `exp`, so that the default of the provider counts. */
  readonly lifetimeSeconds?: number;
  readonly jti?: string;
  /** Claims of the sender's own. */
  readonly claims: Members;
  /** The order in which a client writes members. */
  arrange(members: Members): Members;
  fields(authorization: string): readonly HeaderField[];
}

export const PLAIN_STYLE: KitStyle = {
  method: 'POST',
  target: '/v1/calls',
  lifetimeSeconds: 900,
  claims: {},
  arrange: (members) => members,
  fields: (authorization) => [
    ['Host', 'api.nexmo.com'],
    ['Authorization', authorization],
    ['Content-Type', 'application/json'],
  ],
};

const REVERSED: KitStyle = {
  ...PLAIN_STYLE,
  method: 'GET',
  target: '/v1/calls?page_size=10',
  lifetimeSeconds: 3600,
  claims: { tenant: 'blue' },
  arrange: (members) => Object.fromEntries(Object.entries(members).reverse()),
  fields: (authorization) => [
    ['accept', '*/*'],
    ['authorization', authorization],
    ['user-agent', 'python-requests/2.32.3'],
    ['host', 'api.nexmo.com'],
  ],
};

const { lifetimeSeconds: _byDefault, ...WITHOUT_EXP } = PLAIN_STYLE;

const SPARING: KitStyle = {
  ...WITHOUT_EXP,
  method: 'PUT',
  target: '/v1/calls/63f61863-4a51-4f6b-86e1-46edebcf9356',
  jti: 'a1',
  fields: (authorization) => [
    ['Authorization', authorization],
    ['Host', 'api.nexmo.com'],
  ],
};

const STYLES = [PLAIN_STYLE, REVERSED, SPARING];

/** Variant 1 is the plain one; 2 and 3 are other habits; from 4 on they are mixed, each number in its own way. */
export function kitStyle(variant: number): KitStyle {
  const fixed = STYLES[variant - 1];
  if (fixed !== undefined) return fixed;
  const random = mulberry32(variant);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const [one, two, three] = [pick(STYLES), pick(STYLES), pick(STYLES)];
  return {
    method: one.method,
    target: one.target,
    lifetimeSeconds: pick([899, 900, 3600, 43_200]),
    jti: pick(['1', 'order-7/α', '01JD6V7M3N9Z4Q8W2X5Y', 'A'.repeat(64)]),
    claims: pick([{}, { tenant: 'blue' }, { trace: 7, region: null }]),
    arrange: two.arrange,
    fields: three.fields,
  };
}

/** A small generator of numbers from 0 to 1: the same seed gives the same ones. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
