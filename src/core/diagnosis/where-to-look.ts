import { keysOf } from '../claims/issuers/index.ts';
import type { Cause, Stage } from '../evidence/cause.ts';
import type { CauseId } from '../evidence/cause-id.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Product, SaidMatch, Topic } from '../evidence/said.ts';
import { isMac } from '../observe/weigh-signature.ts';
import { PRODUCTS } from '../said/products/index.ts';

const BY_STAGE: { readonly [stage in Stage]: Topic } = {
  transport: 'header',
  shape: 'token',
  header: 'token',
  claims: 'token',
  registry: 'identity',
  signature: 'key',
  time: 'time',
  permission: 'permission',
  replay: 'token',
  key: 'key-text',
  environment: 'environment',
};

const BY_CAUSE: { readonly [cause in CauseId]?: Topic } = {
  'kid-missing': 'kid',
  'kid-unknown': 'kid',
  'identity-claim-mistaken': 'identity',
  'snowflake-issuer-malformed': 'identity',
  'subject-invalid': 'identity',
  'application-of-other-account': 'identity',
  'issuer-not-expected': 'issuer',
  'audience-not-expected': 'audience',
  'audience-form-mismatch': 'audience',
  'audience-of-other-environment': 'audience',
  'key-not-in-set': 'key',
  'algorithm-key-mismatch': 'key',
  'algorithm-not-allowed': 'key',
  'verifier-holds-wrong-key': 'key',
  'no-active-key': 'key',
  'stale-key-in-process': 'key-text',
  'public-key-in-place-of-private': 'key-text',
  'secret-in-place-of-private-key': 'key-text',
  'private-key-damaged': 'key-text',
  'token-cached-past-expiry': 'time',
  'lifetime-too-long': 'time',
  'lifetime-at-limit': 'time',
  'lifetime-impossible': 'time',
  'consent-missing': 'permission',
  'scope-not-granted': 'permission',
  'token-not-yet-valid': 'time',
  'token-expired': 'time',
};

/** What to type or to look at, where the product has no words of its own. */
const USUAL: { readonly [topic in Topic]: string } = {
  token: 'Read the claims and the header: mintmark inspect TOKEN.',
  header: 'Give the request as the server received it: mintmark doctor --request FILE.',
  key: 'Give the key that the verifier has: --public FILE, or --jwks FILE or URL (--secret for HS256).',
  kid: 'Compare kid (mintmark inspect TOKEN) with the ids of the keys that the verifier has: --jwks FILE or URL.',
  identity:
    'Compare the id in the token (mintmark inspect TOKEN) with the one that the provider shows for the application.',
  time: 'Compare the clocks: give the Date header of the response with --server-date, or measure with --clock URL.',
  audience: 'Give what the API expects: --audience VALUE.',
  issuer: 'Give what the API expects: --issuer VALUE.',
  'key-text': 'Check the key as the program receives it: mintmark keys check FILE (or env:NAME).',
  permission: 'Compare the scopes and permissions in the token (mintmark inspect TOKEN) with what this request needs.',
  environment: 'Print the host that the request really goes to, and send the same request again.',
};

const SECRET =
  'Give the secret as the verifier has it, and it is tried in each encoding: --secret VALUE, @FILE or env:NAME.';
const LENGTH =
  'Count the bytes: mintmark doctor TOKEN --secret env:NAME tells the length of a secret, mintmark keys check FILE that of a key.';
const NO_TOKEN = 'Give the token: mintmark doctor TOKEN (or the whole request: --request FILE).';

/** The one thing to look at, or to type, that tells whether it was this cause. */
export function whereToLook(cause: Cause, evidence: Evidence, match: SaidMatch | undefined): string {
  const { profile, token } = evidence;
  if (cause.id === 'secret-form-mismatch') return SECRET;
  if (cause.id === 'key-too-weak') return match?.message.decides?.[cause.id] ?? LENGTH;
  const product = match?.product ?? PRODUCTS.find((one) => one.profile === profile.id);
  const own = ownWords(cause, product, match);
  if (own !== undefined) return own;
  const topic = topicOf(cause);
  if (topic === 'token' && token === undefined) return NO_TOKEN;
  return (topic === 'key' || topic === 'kid' ? atIssuer(evidence) : undefined) ?? USUAL[topic];
}

/** Where the issuer of this very token has its keys; `undefined` where they were given, or nothing tells. */
export function atIssuer({ profile, token, signature, keySet }: Evidence): string | undefined {
  const { members: claims } = token?.payload ?? {};
  if (profile.isGeneral !== true || claims === undefined || isMac(token?.header.members?.['alg'])) return undefined;
  if (keySet !== undefined || signature !== undefined) return undefined;
  const keys = keysOf(claims);
  if (keys === undefined) return undefined;
  return 'url' in keys
    ? `Give the keys that its issuer publishes: --jwks ${keys.url}.`
    : `Give the keys of its issuer with --jwks FILE. They are ${keys.words}.`;
}

function topicOf({ id, stage }: Cause): Topic {
  return BY_CAUSE[id] ?? BY_STAGE[stage];
}

/** What the product itself says of where this is looked at and set; `undefined` where it says nothing. */
function ownWords(cause: Cause, product: Product | undefined, match: SaidMatch | undefined): string | undefined {
  const own = match?.message.decides?.[cause.id];
  if (own !== undefined) return own;
  if (match?.message.after !== undefined && cause.id === 'refused-after-authentication')
    return match.message.after.step;
  // What a product says of keys is how to find the right one; a longer one has to be made.
  if (cause.id === 'key-too-weak') return undefined;
  return product?.look?.[topicOf(cause)];
}

/** That our own command would show it is no news where it was just shown. */
const OUR_COMMAND = /(?:: mintmark [^.;]*| \(mintmark [^)]*\))/g;

/**
 * A step for a cause that was found, in the terms of whoever refused: where their configuration says what the message
 * speaks of. None where no product is known for the message and for the cause.
 */
export function stepInTheirTerms(cause: Cause, said: readonly SaidMatch[]): string | undefined {
  const match = said.find(
    ({ product, message }) => product.isCommonWords !== true && message.means[cause.id] !== undefined,
  );
  const words = match && ownWords(cause, match.product, match);
  if (match === undefined || words === undefined) return undefined;
  return `In ${match.product.name}: ${words.replace(OUR_COMMAND, '')}`;
}
