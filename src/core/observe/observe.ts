import { readAclAgain } from '../claims/acl.ts';
import type { Profile } from '../claims/profile.ts';
import { encodeUtf8 } from '../encoding/utf8.ts';
import type { Evidence, SignatureEvidence } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';
import { readToken } from '../jws/read-token.ts';
import type { TokenReading } from '../jws/reading.ts';
import { parseKey } from '../keys/parse-key.ts';
import { secretFormOf } from '../keys/secret-forms.ts';
import { type CredentialsReading, readAuthorization, readCredentials } from '../request/authorization.ts';
import { bodyMember } from '../request/body-member.ts';
import type { HeaderField } from '../request/field.ts';
import { findJwt } from '../request/find-jwt.ts';
import { parseHttpDate } from '../request/http-date.ts';
import { readTarget } from '../request/target.ts';
import { readSaid } from '../said/read-said.ts';
import { chooseRules } from './choose-rules.ts';
import { productAsked } from './observed-answer.ts';
import { withStated } from './stated.ts';
import { isMac, weighSignature } from './weigh-signature.ts';

const DEFAULT_SKEW_SECONDS = 30;

/** Leeway both ways, in seconds, where nobody asks for another: the profile's, or 30. */
export function usualSkew({ skewSeconds = DEFAULT_SKEW_SECONDS }: Profile): number {
  return skewSeconds;
}

/** A token as evidence, its acl with it: one that the profile does not know allows everything. */
export function tokenEvidence(
  text: string,
  profile: Profile,
): Pick<Evidence, 'acl'> & { readonly token: TokenReading } {
  const token = readToken(text);
  const claims = token.payload.members;
  return claims === undefined ? { token } : { token, acl: readAclAgain(profile.acl ? claims['acl'] : undefined) };
}

/** Reads what was handed over into evidence. Pure and synchronous: RS256 is verified and opened by arithmetic. */
export function observe(input: Input): Evidence {
  const { profile: known, chosenBy, because } = chooseRules(input);
  const profile = input.algorithms ? { ...known, algorithms: input.algorithms } : known;
  const target = input.request?.target === undefined ? undefined : readTarget(input.request.target);
  const fields = input.request?.fields;
  const credentials = profile.carriedIn === undefined ? credentialsOf(input) : undefined;
  const text = input.token ?? credentials?.token ?? credentials?.tokenInside ?? tokenElsewhere(input, profile);
  const read = text === undefined ? undefined : tokenEvidence(text, profile);
  const token = read?.token;
  const serverDate = serverDateOf(input);
  const now = input.now ?? serverDate;
  const signature = token && weighSignature(token, input, now, profile.algorithms);
  const secrets = triedSecrets(input, profile, token);
  const evidence = compact({
    profile,
    chosenBy,
    because,
    skewSeconds: input.skewSeconds ?? usualSkew(profile),
    now,
    isOwnClock: input.isOwnClock === true && input.now !== undefined ? (true as const) : undefined,
    clientNow: input.clientNow,
    serverDate,
    request:
      input.request &&
      compact({
        method: input.request.method,
        target,
        fields,
        body: input.request.body,
        client: input.request.client,
      }),
    credentials,
    token,
    acl: read?.acl,
    expected: expectedOf(profile, input),
    keySet: input.keySet,
    registry: input.registry,
    signature,
    replay: input.replay,
    key: input.key === undefined ? undefined : parseKey(input.key),
    keyId: input.keyId,
    passphrase: input.passphrase,
    secrets,
    secretBits: bitsOf(input.secrets, token === undefined ? secretsToVerifyWith(input) : secrets, signature),
    verifierKeyText: input.misread === undefined ? undefined : input.publicKey,
    misread: input.misread,
    verifierKey: input.publicKey === undefined ? undefined : parseKey(input.publicKey),
    response: input.response,
    redirects: input.redirects,
    keyFile: input.keyFile,
    keyInUse: input.keyInUse,
    said: input.said === undefined ? undefined : readSaid(input.said, productAsked({ profile, chosenBy })),
    failure: input.failure,
  });
  return withStated(evidence);
}

/** What the rules themselves expect, and what was said beside them, which counts more. */
function expectedOf({ expected: own }: Profile, { expected: given, algorithms }: Input): Evidence['expected'] {
  if (own === undefined && algorithms === undefined) return given;
  return { ...own, ...given, ...(algorithms && { algorithms }) };
}

function credentialsOf({ request, authorization }: Input): CredentialsReading | null | undefined {
  if (request?.fields !== undefined) return readCredentials(request.fields, request.target);
  return authorization === undefined ? undefined : readAuthorization(authorization);
}

/** Names of the secrets that the signature was tried with: those of a token that is keyed with one. */
function triedSecrets({ secrets = {} }: Input, { algorithms }: Profile, token: TokenReading | undefined) {
  const names = Object.keys(secrets);
  const alg = token?.header.members?.['alg'];
  return names.length > 0 && isMac(alg) && algorithms.includes(alg) ? names : undefined;
}

/** Those that were handed over as the secret, without a token too; one that only may have been used by mistake is none. */
function secretsToVerifyWith({ secrets = {} }: Input): readonly string[] {
  return Object.keys(secrets).filter((name) => secretFormOf(name) !== undefined);
}

function bitsOf(
  secrets: Input['secrets'],
  tried: readonly string[] | undefined,
  signature: SignatureEvidence | undefined,
): number | undefined {
  const name = tried?.find((one) => one === signature?.verifiedBy) ?? tried?.[0];
  const secret = name === undefined ? undefined : secrets?.[name];
  if (secret === undefined) return undefined;
  return 8 * (typeof secret === 'string' ? encodeUtf8(secret) : secret).length;
}

/** The token of a profile whose tokens do not travel in the Authorization header. */
function tokenElsewhere({ request, authorization }: Input, { carriedIn }: Profile): string | undefined {
  if (carriedIn === undefined || carriedIn === 'nowhere') return authorization && findJwt(authorization);
  if ('field' in carriedIn) {
    const own = fieldValue(request?.fields, carriedIn.field.toLowerCase());
    return own?.trim() ?? findJwt(authorization ?? fieldValue(request?.fields, 'authorization') ?? '');
  }
  if ('query' in carriedIn || 'cookie' in carriedIn) {
    const inQuery = 'query' in carriedIn && bodyMember(request?.target?.split('?')[1] ?? '', carriedIn.query);
    const inCookie = 'cookie' in carriedIn && cookieIn(request?.fields, carriedIn.cookie);
    return (inQuery || inCookie || undefined) ?? findJwt(authorization ?? '');
  }
  return request?.body === undefined ? undefined : bodyMember(request.body, carriedIn.body);
}

function cookieIn(fields: readonly HeaderField[] | undefined, name: string): string | undefined {
  const pairs = (fieldValue(fields, 'cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** The server's clock at its answer, NumericDate seconds, where the answer tells. */
export function serverDateOf(input: Pick<Input, 'serverDate' | 'response'>): number | undefined {
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
