import { readAcl } from '../claims/acl.ts';
import { profileById } from '../claims/profiles/index.ts';
import { readToken } from '../jws/read-token.ts';
import { parseKey } from '../keys/parse-key.ts';
import { readAuthorization, readCredentials } from '../request/authorization.ts';
import type { HeaderField } from '../request/field.ts';
import { parseHttpDate } from '../request/http-date.ts';
import { readTarget } from '../request/target.ts';
import type { Evidence } from './evidence.ts';
import type { Input } from './input.ts';
import { weighSignature } from './weigh-signature.ts';

export const DEFAULT_SKEW_SECONDS = 30;

/** Reads what was handed over into evidence. Pure and synchronous: RS256 is verified and opened by arithmetic. */
export function observe(input: Input): Evidence {
  const known = profileById(input.profile ?? 'vonage');
  if (!known) throw new TypeError(`profile: expected the id of a profile, received ${JSON.stringify(input.profile)}`);
  const profile = input.algorithms ? { ...known, algorithms: input.algorithms } : known;
  const target = input.request?.target === undefined ? undefined : readTarget(input.request.target);
  const fields = input.request?.fields;
  const credentials =
    fields !== undefined
      ? readCredentials(fields, input.request?.target)
      : input.authorization !== undefined
        ? readAuthorization(input.authorization)
        : undefined;
  const text = input.token ?? credentials?.token ?? credentials?.tokenInside;
  const token = text === undefined ? undefined : readToken(text);
  const serverDate = serverDateOf(input);
  const now = input.now ?? serverDate;
  return compact({
    profile,
    skewSeconds: input.skewSeconds ?? DEFAULT_SKEW_SECONDS,
    now,
    clientNow: input.clientNow,
    serverDate,
    request: input.request && compact({ method: input.request.method, target, fields, body: input.request.body }),
    credentials,
    token,
    acl: token?.payload.members && readAcl(token.payload.members['acl']),
    registry: input.registry,
    signature: token && weighSignature(token, input, now),
    replay: input.replay,
    key: input.key === undefined ? undefined : parseKey(input.key),
    verifierKey: input.publicKey === undefined ? undefined : parseKey(input.publicKey),
    response: input.response,
    redirects: input.redirects,
    keyFile: input.keyFile,
    keyInUse: input.keyInUse,
    failure: input.failure,
  });
}

function serverDateOf(input: Input): number | undefined {
  if (typeof input.serverDate === 'number') return input.serverDate;
  const text = input.serverDate ?? fieldValue(input.response?.fields, 'date');
  return text === undefined ? undefined : parseHttpDate(text);
}

function fieldValue(fields: readonly HeaderField[] | undefined, name: string): string | undefined {
  return fields?.find(([fieldName]) => fieldName.toLowerCase() === name)?.[1];
}

type Compacted<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out members that are `undefined`: absent evidence is absent, not a value. */
function compact<T extends object>(members: T): Compacted<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Compacted<T>;
}
