import { decodeBase64Leniently, encodeBase64url } from '../encoding/base64url.ts';
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.ts';
import { defineCause } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { withToken } from '../mend/reissue.ts';
import { observe } from '../observe/observe.ts';

type Facts = { readonly encoding: 'base64' | 'percent-encoding'; readonly times: number };

/** `{"` is `eyJ` in base64, `eyJ` is `ZXlK`, and `ZXlK` is `WlhsS`. */
const ENCODED_ONCE_MORE = /^(?:ZXlK|WlhsS)/;
const JWT = /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/;

export const tokenEncodedTwice = defineCause<Facts>({
  id: 'token-encoded-twice',
  stage: 'shape',
  cites: [
    rfc(7515, '7.1'),
    { title: 'Kubernetes: Secrets', url: 'https://kubernetes.io/docs/concepts/configuration/secret/' },
  ],
  needs: ['token'],
  certainty: 'proved',
  title: 'Token encoded twice (base64 or percent-encoding)',
  searchedAs: ['base64 of the token', 'token is URL encoded', '%2E in the token', 'Kubernetes secret token base64'],
  related: ['not-a-jwt', 'base64-not-url-safe'],
  explains: ['token-truncated', 'not-a-jwt', 'base64-not-url-safe', 'token-json-malformed'],
  article: {
    symptom: [
      paragraph(
        ...marked('The token has no dots, and begins with `ZXlK` instead of `eyJ`; or it has percent signs in it.'),
      ),
    ],
    cause: [
      paragraph('A valid token was encoded a second time on its way. Usual places:'),
      list(
        'a Kubernetes Secret, whose data is base64 of the value;',
        'a configuration store or a CI variable that asks for base64;',
        'a function that percent-encodes every value it is given.',
      ),
    ],
    resolution: [
      steps('Decode the value once where it is read, and send the result.'),
      command("kubectl get secret NAME -o jsonpath='{.data.token}' | base64 -d"),
    ],
    additional: [paragraph('A JWT is safe in a header, a query and a file as it is: it needs no further encoding.')],
  },
  find({ token }) {
    if (token === undefined || token.faults.length === 0) return undefined;
    const inner = unwrap(token.text);
    return inner && { facts: { encoding: inner.encoding, times: inner.times }, at: { in: 'token' } };
  },
  explain: ({ encoding, times }) => ({
    title: `The token was encoded again with ${encoding}.`,
    detail: [
      pairs(
        ['expected', 'three parts with dots between them'],
        ['received', `${encoding} of such a token${times > 1 ? `, ${times} times over` : ''}`],
      ),
    ],
  }),
  fix: ({ encoding }) => ({
    applicability: 'certain',
    steps: [
      encoding === 'base64'
        ? 'Decode the value from base64 where it is read, and send the result.'
        : 'Send the token as it is, without percent-encoding.',
    ],
  }),
  mend(input) {
    const text = observe(input).token?.text;
    const inner = text === undefined ? undefined : unwrap(text);
    return inner && withToken(input, inner.text);
  },
  example: (kit) => kit.input({ token: encodeBase64url(encodeUtf8(kit.mint())) }),
});

function unwrap(text: string): (Facts & { readonly text: string }) | undefined {
  if (/%[0-9a-f]{2}/i.test(text)) {
    const plain = text.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return JWT.test(plain) ? { encoding: 'percent-encoding', times: 1, text: plain } : undefined;
  }
  let inner = text;
  for (let times = 1; times <= 2 && ENCODED_ONCE_MORE.test(inner); times++) {
    const bytes = decodeBase64Leniently(inner);
    const decoded = bytes && decodeUtf8(bytes);
    if (typeof decoded !== 'string') return undefined;
    inner = decoded.trim();
    if (JWT.test(inner)) return { encoding: 'base64', times, text: inner };
  }
  return undefined;
}
