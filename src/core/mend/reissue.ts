import { encodeBase64url } from '../encoding/base64url.ts';
import type { JsonObject } from '../encoding/json.ts';
import { encodeUtf8 } from '../encoding/utf8.ts';
import type { SignatureEvidence } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';
import { isAccepted } from '../observe/candidate-keys.ts';
import { observe } from '../observe/observe.ts';

export interface Reissue {
  /** Members to lay over the JOSE Header; `undefined` removes one. */
  readonly header?: { readonly [name: string]: unknown };
  /** Members to lay over the Claims Set; `undefined` removes one. */
  readonly claims?: { readonly [name: string]: unknown };
  /** `same`: whoever signed it signs it again. `right`: the application's active key does. */
  readonly signer?: 'same' | 'right';
}

/** Stands for a signature: only its length is looked at. */
const RSA_2048_SIGNATURE = new Uint8Array(256);

/**
 * The same input with its token minted anew. The signature is a placeholder: who would have signed is carried along as
 * evidence, so that mending a claim never hides a wrong key. `undefined` where the token cannot be read well enough.
 */
export function reissue(input: Input, change: Reissue): Input | undefined {
  const evidence = observe(input);
  const header = evidence.token?.header.members;
  const claims = evidence.token?.payload.members;
  if (!header || !claims) return undefined;
  const signature = change.signer === 'right' ? signedByRightKey(input) : signedAgain(evidence.signature, evidence.now);
  const signed = [merge(header, change.header), merge(claims, change.claims)].map((members) =>
    encodeBase64url(encodeUtf8(JSON.stringify(members))),
  );
  const bytes =
    change.signer === 'right' ? RSA_2048_SIGNATURE : (evidence.token?.signature.bytes ?? RSA_2048_SIGNATURE);
  return withToken(input, [...signed, encodeBase64url(bytes)].join('.'), signature);
}

/** The same input with another token in every place where it stood. */
export function withToken(input: Input, token: string, signature?: SignatureEvidence): Input {
  const { signature: _signature, ...rest } = input;
  return {
    ...rest,
    ...(input.token !== undefined && { token }),
    ...(input.authorization !== undefined && { authorization: `Bearer ${token}` }),
    ...(input.request && { request: requestWith(input, input.request, token) }),
    ...(signature && { signature: signature }),
  };
}

/** Some providers take the token in a field of another name, or as a member of the body. */
function requestWith(
  input: Input,
  request: NonNullable<Input['request']>,
  token: string,
): NonNullable<Input['request']> {
  const { profile, token: before } = observe(input);
  const own = typeof profile.carriedIn === 'object' && 'field' in profile.carriedIn ? profile.carriedIn.field : '';
  const again = (text: string | undefined) => (before === undefined ? text : text?.replace(before.text, () => token));
  const fields = request.fields?.map(([name, value]): readonly [string, string] => {
    if (name.toLowerCase() === 'authorization') return [name, `Bearer ${token}`];
    return [name, name.toLowerCase() === own.toLowerCase() ? token : (again(value) ?? value)];
  });
  const [body, target] = [again(request.body), again(request.target)];
  return {
    ...request,
    ...(fields && { fields }),
    ...(target !== undefined && { target }),
    ...(body !== undefined && { body }),
  };
}

function signedAgain(signature: SignatureEvidence | undefined, now: number | undefined): SignatureEvidence | undefined {
  if (!signature) return undefined;
  const opened = (signature.opened ?? []).map((one) => ({
    ...one,
    hash: 'SHA-256' as const,
    signed: 'signing-input' as const,
  }));
  const accepted = opened.find(({ key }) => (key.registered ? isAccepted(key.registered, now) : key.accepted));
  return { ...signature, opened, verifiedBy: signature.verifiedBy ?? accepted?.key.fingerprint ?? null, assumed: true };
}

function signedByRightKey(input: Input): SignatureEvidence | undefined {
  const active = input.registry?.keys.find((key) => key.state === 'active');
  if (input.registry && !active) return { verifiedBy: null, opened: [], assumed: true };
  return { verifiedBy: active?.fingerprint ?? 'the given key', opened: [], assumed: true };
}

function merge(members: JsonObject, change: { readonly [name: string]: unknown } = {}): { [name: string]: unknown } {
  const merged: { [name: string]: unknown } = { ...members, ...change };
  for (const name of Object.keys(merged)) if (merged[name] === undefined) delete merged[name];
  return merged;
}
