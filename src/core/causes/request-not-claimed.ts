import type { JsonObject } from '../encoding/json.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { code, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { RequestEvidence } from '../evidence/evidence.ts';
import { reissue } from '../mend/reissue.ts';
import { fieldValue } from '../request/origin.ts';

type Part = 'method' | 'host' | 'path';

interface ClaimedRequestFacts extends Facts {
  /** Which claim names the request. */
  readonly claim: 'uri' | 'uris';
  readonly claimed: string;
  /** The request, as the claim would have to name it. */
  readonly sent: string;
  /** `null`: the token names no request. */
  readonly differs: readonly Part[] | null;
}

/** What a claim of this form names; of another form it is `claim-type-wrong`. */
const CLAIMED = /^([A-Z]+) ([^\s/?#]+)(\/[^\s?#]*)$/i;
const WORDS: { readonly [part in Part]: string } = { method: 'method', host: 'host', path: 'path' };

export const requestNotClaimed = defineCause<ClaimedRequestFacts>({
  id: 'request-not-claimed',
  stage: 'permission',
  cites: [
    {
      title: 'Coinbase: JWT Authentication',
      url: 'https://docs.cdp.coinbase.com/get-started/authentication/jwt-authentication',
    },
  ],
  needs: ['token', 'request'],
  certainty: 'proved',
  title: 'Token is for another request (uri)',
  searchedAs: ['uri claim', 'token for another URL', 'Coinbase'],
  related: ['claim-type-wrong', 'wrong-host-or-region', 'path-not-in-acl'],
  appliesTo: ['Coinbase', 'JSON Web Token (JWT)'],
  article: {
    symptom: [paragraph('A token works for one request, and the next request with it is rejected with 401.')],
    cause: [
      paragraph(
        ...marked(
          'Coinbase limits a token to one request: `uri` has to be the method, a space, the host and the path, exactly. The token names another one:',
        ),
      ),
      list(
        'the method of another request: GET in the claim, POST in the request;',
        marked(
          'the host of another environment, or one with `https://` before it: `api.coinbase.com` and `api.cdp.coinbase.com` differ;',
        ),
        marked('the query of the request: `uri` ends before the `?`;'),
        'a token that was kept and sent with a second request.',
      ),
    ],
    resolution: [
      steps(
        marked('Write `uri` from the request that is sent: `GET api.coinbase.com/api/v3/brokerage/accounts`.'),
        'Mint a token for each request.',
      ),
    ],
  },
  find({ token, request, profile }) {
    if (profile.id !== 'coinbase' || request === undefined) return undefined;
    const claims = token?.payload.members;
    const claim = claims?.['uri'] === undefined ? 'uris' : 'uri';
    const claimed = claimedIn(claims, claim);
    const sent = sentIn(request);
    if (claims !== undefined && claims['uri'] === undefined && claims['uris'] === undefined)
      return unclaimed(request, sent);
    const differences = claimed.map((one) => differencesOf(one, sent));
    if (differences.length === 0 || differences.some((differs) => differs.length === 0)) return undefined;
    const least = Math.min(...differences.map(({ length }) => length));
    const at = differences.findIndex(({ length }) => length === least);
    const [, method = '', host = '', path = ''] = claimed[at] ?? [];
    return {
      facts: {
        claim,
        claimed: claimed
          .slice(0, 3)
          .map(([text]) => text)
          .join(', ')
          .slice(0, 200),
        sent: `${sent.method ?? method} ${sent.host ?? host}${sent.path ?? path}`.slice(0, 200),
        differs: differences[at] ?? [],
      },
      at: { in: 'token', part: 'payload', pointer: `/${claim}` },
    };
  },
  explain: ({ claim, claimed, sent, differs }) => ({
    title:
      differs === null
        ? 'The token names no request (uri), which every call of the REST API asks for.'
        : `The claim ${claim} names another ${differs.map((part) => WORDS[part]).join(' and ')} than the request has.`,
    detail: [pairs(['request', code(sent)], [`claim ${claim}`, differs === null ? 'absent' : code(claimed)])],
  }),
  fix: ({ claim, sent }) => ({
    applicability: 'certain',
    steps: [`Write ${JSON.stringify(sent)} into ${claim}, and mint a token for each request.`],
  }),
  mend: (input, { claim, sent }) => reissue(input, { claims: { [claim]: claim === 'uri' ? sent : [sent] } }),
  example: (kit) => {
    const name = `organizations/${kit.applicationId}/apiKeys/${kit.otherApplicationId}`;
    const uri = 'GET api.coinbase.com/api/v3/brokerage/orders';
    const claims = { application_id: undefined, iss: 'cdp', sub: name, exp: kit.now + 110, nbf: kit.now - 10, uri };
    const token = kit.mint({ header: { alg: 'ES256', kid: name, nonce: '4f9c1d' }, claims });
    const fields = [
      ['Host', 'api.coinbase.com'],
      ['Authorization', `Bearer ${token}`],
    ] as const;
    const request = { method: 'POST', target: '/api/v3/brokerage/orders?limit=5', fields };
    return { profile: 'coinbase', now: kit.now, token, request };
  },
});

/** A token for a WebSocket has no uri (Coinbase: "WebSocket Authentication"); one for the REST API needs it. */
function unclaimed({ fields }: RequestEvidence, { method, host, path }: ReturnType<typeof sentIn>) {
  if (method === undefined || host === undefined || path === undefined) return undefined;
  if (fieldValue(fields, 'upgrade') !== undefined) return undefined;
  const sent = `${method} ${host}${path}`.slice(0, 200);
  return {
    facts: { claim: 'uri', claimed: '', sent, differs: null } as const,
    at: { in: 'token', part: 'payload' } as const,
    certainty: 'likely' as const,
  };
}

/** The whole claim, its method, host and path. */
type Claimed = readonly [text: string, method: string, host: string, path: string];

function claimedIn(claims: JsonObject | undefined, claim: 'uri' | 'uris'): readonly Claimed[] {
  const values = [claims?.[claim]].flat().slice(0, 100);
  return values.flatMap((value) => {
    const parts = typeof value === 'string' ? CLAIMED.exec(value) : null;
    const [text = '', method = '', host = '', path = ''] = parts ?? [];
    return parts === null ? [] : [[text, method, host, path] as const];
  });
}

function sentIn({ method, target, fields }: RequestEvidence): { readonly [part in Part]: string | undefined } {
  return {
    method: method?.toUpperCase(),
    host: (fieldValue(fields, 'host') ?? fieldValue(fields, ':authority'))?.toLowerCase().replace(/:443$/, ''),
    path: target?.text.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '') || undefined,
  };
}

/** What is not known of the request differs in nothing. */
function differencesOf([, method, host, path]: Claimed, sent: ReturnType<typeof sentIn>): Part[] {
  const claimed = { method: method.toUpperCase(), host: host.toLowerCase().replace(/:443$/, ''), path };
  return (['method', 'host', 'path'] as const).filter(
    (part) => sent[part] !== undefined && sent[part] !== claimed[part],
  );
}
