import { keysOf } from '../../core/claims/issuers/index.ts';
import { isJsonObject, parseJson } from '../../core/encoding/json.ts';
import { createStore } from '../browser/store.ts';

const TIMEOUT_MILLISECONDS = 10_000;
/** Of an address that names keys, or a document about them, itself. */
const NAMES_KEYS = /\.well-known|jwks|\.json$|\/(?:keys|certs?|publickeys)\/?$/i;

/** What was asked outside this origin, and when (`performance.now()`): told beside what the page promises. */
export const askedElsewhere = createStore<readonly { readonly address: string; readonly at: number }[]>([]);

export interface AskedKeys {
  readonly text: string;
  /** Every address that was asked, in order. */
  readonly addresses: readonly string[];
  /** Of a discovery document. */
  readonly issuer?: string;
}

/** Where keys are asked for at an address: itself, or where that issuer publishes them. */
export function addressOf(typed: string): string {
  const address = typed.trim();
  const path = URL.canParse(address) ? new URL(address).pathname : '';
  const published = NAMES_KEYS.test(path) ? undefined : keysOf({ iss: address });
  return published !== undefined && 'url' in published ? published.url : address;
}

/**
 * Asks an address for its key set; of a discovery document, also the address that it names. Nothing of this page goes
 * with it, no cookie and no referrer. @throws Error with words for a person
 */
export async function askKeys(typed: string): Promise<AskedKeys> {
  const first = addressOf(typed);
  const text = await askOne(first);
  const { value } = parseJson(text);
  const members = isJsonObject(value) ? value : {};
  const { jwks_uri: next, issuer } = members;
  if (members['keys'] !== undefined || typeof next !== 'string') return { text, addresses: [first] };
  const keys = await askOne(next);
  return { text: keys, addresses: [first, next], ...(typeof issuer === 'string' && { issuer }) };
}

/**
 * In a frame that has an origin of its own and a policy that lets it reach this one address: the policy of the page lets
 * it reach none, and stays as it is.
 */
async function askOne(address: string): Promise<string> {
  if (!/^https:\/\/|^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/]/i.test(address)) {
    throw new Error(`${address}: expected an address that begins with https://`);
  }
  askedElsewhere.set([...askedElsewhere.get(), { address, at: performance.now() }]);
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.hidden = true;
  frame.title = 'Asks for keys';
  frame.src = `/key-frame?${new URLSearchParams({ url: address })}`;
  try {
    const { status, text, why } = await answerOf(frame);
    if (why === 'too-large') throw new Error(`${address}: the answer is larger than 1 MB`);
    if (why !== undefined || text === undefined) throw new Error(`${address}: ${NO_ANSWER}`);
    if (status === undefined || status < 200 || status > 299) throw new Error(`${address}: the status was ${status}`);
    return text;
  } finally {
    frame.remove();
  }
}

const NO_ANSWER =
  'no answer that this page may read. The address may be wrong, or it lets no other page read it (CORS): open it in a ' +
  'tab of its own and paste what it shows, or use mintmark doctor with --jwks';

interface FrameAnswer {
  readonly status?: number;
  readonly text?: string;
  readonly why?: string;
}

function answerOf(frame: HTMLIFrameElement): Promise<FrameAnswer> {
  return new Promise((resolve) => {
    const end = (answer: FrameAnswer) => {
      clearTimeout(timer);
      removeEventListener('message', onMessage);
      resolve(answer);
    };
    const onMessage = ({ source, data }: MessageEvent) => {
      if (source === frame.contentWindow) end(data as FrameAnswer);
    };
    const timer = setTimeout(() => end({ why: 'late' }), TIMEOUT_MILLISECONDS);
    addEventListener('message', onMessage);
    document.body.append(frame);
  });
}
