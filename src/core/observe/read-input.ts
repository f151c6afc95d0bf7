import { profileById } from '../claims/profiles/index.ts';
import { decodeBase64 } from '../encoding/base64.ts';
import { describeJson, isJsonObject, type JsonObject, type JsonValue, parseJson } from '../encoding/json.ts';
import type { Input } from '../evidence/input.ts';
import { lineAt, type ReadFault, readFault } from '../request/captures/reading.ts';

export type InputReading =
  | { readonly ok: true; readonly input: Input }
  | { readonly ok: false; readonly fault: ReadFault };

/** Members that only an input has: a logged request has none of them. */
const DISTINCT = ['profile', 'skewSeconds', 'clientNow', 'serverDate', 'publicKey', 'registry', 'replay'];

type Check = (value: JsonValue) => string | undefined;

const text: Check = (value) => (typeof value === 'string' ? undefined : 'a string');
const number: Check = (value) => (typeof value === 'number' && Number.isFinite(value) ? undefined : 'a number');
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');
const numberOrNull: Check = (value) => (value === null ? undefined : number(value));

/** The checks of every member of `Input` that JSON can hold. */
const INPUT = object({
  profile: (value) => (profileById(String(value)) === undefined ? 'the id of a profile' : undefined),
  algorithms: list(text),
  skewSeconds: number,
  now: number,
  clientNow: number,
  serverDate: (value) => (typeof value === 'string' ? undefined : number(value)),
  expected: object({ application: text, issuers: list(text), audiences: list(text) }),
  keySet: object({ keys: list(object({})), signer: (value) => (value === null ? undefined : text(value)) }),
  token: text,
  authorization: text,
  request: object({ method: text, target: text, fields: list(field), body: text, client: text }),
  response: object({ status: number, body: text, fields: list(field) }),
  key: (value) => (isJsonObject(value) ? base64(value['base64'] ?? null) : text(value)),
  passphrase: (value) => (value === 'wrong' || value === 'not-tried' ? undefined : 'wrong or not-tried'),
  keyId: text,
  publicKey: text,
  secrets: texts,
  registry: object({
    accountId: text,
    askedFor: text,
    application: (value) => (value === null ? undefined : APPLICATION(value)),
    keys: list((value) => KEY(value)),
    otherKeys: list((value) => KEY(value)),
    siblingIds: list(text),
  }),
  replay: object({ firstSeenAt: numberOrNull, revokedAt: number, mintedAt: list(number) }),
  redirects: list(
    object({ url: text, fields: list(field), status: number, location: text }, ['url', 'fields', 'status', 'location']),
  ),
  keyFile: object({ path: text, error: text, mode: text, owner: text, user: text }, ['path', 'error']),
  keyInUse: object({ fingerprint: (value) => (value === null ? undefined : text(value)), where: text }, [
    'fingerprint',
  ]),
  misread: object(
    {
      in: text,
      at: number,
      found: text,
      meant: text,
      verifiedBy: text,
      jwk: object({ member: text, text, mended: text }, ['member', 'text', 'mended']),
    },
    ['in', 'at', 'found', 'meant'],
  ),
  said: text,
  failure: text,
});

const APPLICATION = object(
  {
    id: text,
    name: text,
    accountId: text,
    suspended: flag,
    capabilities: list(text),
    singleUse: flag,
    improveAiUnset: flag,
  },
  ['id', 'name', 'accountId', 'suspended', 'capabilities', 'singleUse'],
);

const KEY = object(
  {
    id: text,
    applicationId: text,
    applicationName: text,
    accountId: text,
    fingerprint: text,
    state: (value) =>
      ['draft', 'active', 'retiring', 'revoked'].includes(String(value)) ? undefined : 'a state of a key',
    publicKey: text,
    createdAt: number,
    expiresAt: number,
    endedAt: number,
  },
  ['id', 'applicationId', 'applicationName', 'fingerprint', 'state', 'publicKey', 'createdAt'],
);

/**
 * Reads an `Input` from JSON, as `mintmark break --as json` writes it. `undefined` where the text is something else;
 * a fault where it is an input with a member of the wrong form.
 */
export function readInput(source: string): InputReading | undefined {
  if (!/^\s*\{/.test(source)) return undefined;
  const { value } = parseJson(source, { maxDepth: 64 });
  if (!isJsonObject(value) || !DISTINCT.some((name) => name in value)) return undefined;
  const wrong = INPUT(value);
  if (wrong !== undefined) return readFault(lineOf(source, wrong), wrong);
  const registry = value['registry'];
  if (isJsonObject(registry) && !['application', 'keys', 'otherKeys'].every((name) => name in registry)) {
    return readFault(lineAt(source, source.indexOf('"registry"')), 'application, keys and otherKeys in registry');
  }
  return { ok: true, input: withKeyBytes(value) };
}

/** A key that is no text stands in base64. */
function withKeyBytes(value: JsonObject): Input {
  const key = value['key'];
  const reading = isJsonObject(key) ? decodeBase64(String(key['base64'])) : undefined;
  return (reading?.ok ? { ...value, key: reading.bytes } : value) as Input;
}

function base64(value: JsonValue): string | undefined {
  return typeof value === 'string' && decodeBase64(value).ok ? undefined : 'base64';
}

function texts(value: JsonValue): string | undefined {
  const isRight = isJsonObject(value) && Object.values(value).every((one) => typeof one === 'string');
  return isRight ? undefined : 'an object of strings';
}

/** The member that a message names is looked for by its name: good enough for a line. */
function lineOf(source: string, message: string): number {
  const name = /\bin (\w+)$/.exec(message)?.[1];
  return lineAt(source, Math.max(0, source.indexOf(`"${name}"`)));
}

function object(members: { readonly [name: string]: Check }, required: readonly string[] = []): Check {
  return (value) => {
    if (!isJsonObject(value)) return `an object, not ${describeJson(value)}`;
    for (const name of required) if (!(name in value)) return `${name} besides ${Object.keys(value)[0] ?? 'nothing'}`;
    return faultIn(value, members);
  };
}

function faultIn(value: JsonObject, members: { readonly [name: string]: Check }): string | undefined {
  for (const [name, inner] of Object.entries(value)) {
    const wrong = Object.hasOwn(members, name) ? members[name]?.(inner) : undefined;
    if (wrong !== undefined) return / in \w+$/.test(wrong) ? wrong : `${wrong} in ${name}`;
  }
  return undefined;
}

function list(check: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return `an array, not ${describeJson(value)}`;
    for (const item of value) {
      const wrong = check(item);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

function field(value: JsonValue): string | undefined {
  const isPair = Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
  return isPair ? undefined : 'pairs of name and value';
}
