import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, randomUUID, sign, verify } from 'node:crypto';
import { type MintClaims, type MintOptions, mintToken } from '../../actions/mint-token.ts';
import { UUID } from '../../core/encoding/uuid.ts';
import { type Call, defineCommand } from '../command/command.ts';
import { readJsonArgument } from '../input/json-argument.ts';
import { type KeyArgument, readKeyArgument } from '../input/key-argument.ts';
import { EXIT, usage } from '../terminal/failure.ts';

/** RFC 7518 §3.3: RS256 takes a key of 2048 bits or more. */
const LEAST_BYTES = 2048 / 8;

export const mint = defineCommand({
  name: 'mint',
  about: [
    'Only the token is printed on stdout, on one line. Its claims: application_id, iat, exp (--ttl after iat), jti (random), and those you ask for. It is signed with RS256.',
    'With --profile it is minted by those rules: their algorithm and typ, --app as the claim that names the sender, the issuer and audience where there is only one. A token that the rules would reject is not printed.',
  ],
  args: [],
  flags: {
    sub: { value: 'SUBJECT', brief: 'The sub claim: the user, for client tokens.' },
    acl: { value: 'JSON', brief: 'The acl claim, a JSON object or @FILE.' },
    claim: { value: 'NAME=VALUE', many: true, brief: 'Another claim, or another value for one; JSON or text' },
    kid: { value: 'ID', brief: 'The key id, for the header; with --profile.' },
    secret: { value: 'VALUE', brief: 'The shared secret of HS256: text, @FILE or env:NAME; with --profile.' },
  },
  options: ['applicationId', 'privateKey', 'passphrase', 'ttlSeconds', 'profile'],
  examples: [
    'mintmark mint --app 7c9e6679-7425-40de-944b-e07fc1f90ae7 --key private.key',
    'VONAGE_APPLICATION_ID=… VONAGE_PRIVATE_KEY=./private.key mintmark mint',
    'mintmark mint --profile acme.json --key private.pem --sub alice',
    'curl -H "Authorization: Bearer $(mintmark mint)" http://127.0.0.1:4401/v1/users',
    `mintmark mint --ttl 1h --sub alice --acl '{"paths":{"/*/users/**":{}}}'`,
  ],
  async run(call) {
    const { flags, json, terminal } = call;
    const claims = {
      ...(flags.sub !== undefined && { sub: flags.sub }),
      ...(flags.acl !== undefined && { acl: readJsonArgument(flags.acl, '--acl') }),
      ...readClaims(flags.claim),
    };
    const token = await tokenFor(call, claims);
    if (json) terminal.json({ token, header: decode(token, 0), claims: decode(token, 1) });
    else terminal.data(token);
    return EXIT.fine;
  },
});

/** By the rules that were asked for; else an application's token, which is minted without loading the doctor. */
async function tokenFor(call: MintCall, claims: MintClaims): Promise<string> {
  const { flags, settings, sources } = call;
  const isAsked = sources.read('profile').source !== 'default' && settings.profile !== 'vonage';
  if (!isAsked) {
    if (flags.kid === undefined && flags.secret === undefined) return (await freshToken(call, claims)).token;
    throw usage('--kid and --secret are for tokens of a profile', 'Give --profile NAME or --profile FILE with them');
  }
  const { readProfileArgument } = await import('../input/profile-argument.ts');
  const { mintByProfile } = await import('../input/mint-by-profile.ts');
  const isTold = (name: 'applicationId' | 'ttlSeconds') => sources.read(name).source.startsWith('--');
  return mintByProfile(readProfileArgument(settings.profile), {
    key: settings.privateKey,
    secret: flags.secret,
    passphrase: settings.passphrase,
    kid: flags.kid,
    // An application id of the environment is Vonage's, and so is a lifetime.
    identity: isTold('applicationId') ? settings.applicationId : undefined,
    ttlSeconds: isTold('ttlSeconds') ? settings.ttlSeconds : undefined,
    claims,
  });
}

interface MintCall extends Minting {
  readonly flags: { readonly kid: string | undefined; readonly secret: string | undefined };
  readonly settings: Minting['settings'] & { readonly profile: string };
}

type Minting = Pick<
  Call<Record<never, never>, 'applicationId' | 'privateKey' | 'passphrase' | 'ttlSeconds'>,
  'settings' | 'sources'
>;

/** Mints for the application and with the private key that are set. @throws Failure (usage) that says what is not. */
export async function freshToken(
  { settings, sources }: Minting,
  claims: MintClaims,
): Promise<{ readonly token: string; readonly key: KeyArgument }> {
  const { applicationId, privateKey, passphrase, ttlSeconds } = settings;
  if (applicationId === undefined && !Object.hasOwn(claims, 'application_id')) {
    throw usage('No application is given', 'Give its id: --app ID, VONAGE_APPLICATION_ID or MINTMARK_APPLICATION_ID');
  }
  if (applicationId !== undefined && !UUID.test(applicationId)) {
    throw usage(
      `The application id from ${sources.read('applicationId').source} is not an application id: expected a UUID such as 7c9e6679-7425-40de-944b-e07fc1f90ae7`,
      'List the ids: mintmark apps list',
    );
  }
  if (privateKey === undefined) {
    throw usage('No private key is given', 'Give it: --key FILE, VONAGE_PRIVATE_KEY or MINTMARK_PRIVATE_KEY');
  }
  const key = readKeyArgument(privateKey, sources.read('privateKey').source);
  const all = { ...(applicationId !== undefined && { application_id: applicationId }), ...claims };
  return { token: await minted(all, 'exp' in all ? {} : { ttlSeconds }, key, passphrase), key };
}

async function minted(
  claims: MintClaims,
  options: MintOptions,
  argument: KeyArgument,
  passphrase: string | undefined,
): Promise<string> {
  const key = readKey(argument.text, passphrase);
  let isSigned = false;
  try {
    return mintToken(claims, options, {
      clock: { now: () => Date.now() / 1000 },
      entropy: { uuid: randomUUID, bytes: randomBytes },
      sign(_alg, signingInput) {
        isSigned = true;
        return signWith(key, Buffer.from(signingInput));
      },
    });
  } catch (error) {
    // Before the signature only claims can be at fault, and `mintToken` says which.
    if (error instanceof TypeError && !isSigned) throw usage(error.message);
    if (!(error instanceof UnusableKey)) throw error;
    // Only now is the doctor loaded: a good key does not pay for it.
    const { explainKey } = await import('../input/explain-key.ts');
    throw explainKey(argument, 'private', passphrase);
  }
}

class UnusableKey extends Error {}

function decode(token: string, part: number): unknown {
  return JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString('utf8'));
}

/** An RSA private key, as OpenSSL reads it; the passphrase counts where it is encrypted. */
function readKey(text: string | Uint8Array, passphrase: string | undefined): KeyObject | undefined {
  try {
    const bytes = typeof text === 'string' ? text : Buffer.from(text);
    const key = createPrivateKey(passphrase === undefined ? bytes : { key: bytes, passphrase });
    return key.asymmetricKeyType === 'rsa' ? key : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A damaged key signs without complaint, and its signature does not verify under its own public half. The signature is
 * as long as the modulus: a shorter one is of a key that is too weak.
 */
function signWith(key: KeyObject | undefined, signingInput: Uint8Array): Uint8Array {
  try {
    if (key === undefined) throw new UnusableKey();
    const signature = sign('sha256', signingInput, key);
    const isStrong = signature.length >= LEAST_BYTES;
    if (isStrong && verify('sha256', signingInput, createPublicKey(key), signature)) return signature;
  } catch {
    // OpenSSL refuses some damaged keys only when they sign.
  }
  throw new UnusableKey();
}

function readClaims(texts: readonly string[]): { readonly [name: string]: unknown } {
  const claims: { [name: string]: unknown } = {};
  for (const text of texts) {
    const [, name, value] = /^([^=]+)=([\s\S]*)$/.exec(text) ?? [];
    if (name === undefined || value === undefined) throw usage('--claim takes NAME=VALUE, such as --claim region=eu');
    Object.defineProperty(claims, name, { value: jsonOrText(value), enumerable: true, configurable: true });
  }
  return claims;
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
