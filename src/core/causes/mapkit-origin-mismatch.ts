import { defineCause, type Facts } from '../evidence/cause.ts';
import { code, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { reissue } from '../mend/reissue.ts';
import { fieldValue, originOf } from '../request/origin.ts';

interface OriginFacts extends Facts {
  readonly claimed: string;
  readonly sent: string;
  /** The claim names the same origin in another spelling: a slash at its end, a path, another case. */
  readonly isSpelling: boolean;
}

export const mapkitOriginMismatch = defineCause<OriginFacts>({
  id: 'mapkit-origin-mismatch',
  stage: 'claims',
  cites: [
    {
      title: 'Apple: Creating and using tokens with MapKit JS',
      url: 'https://developer.apple.com/documentation/mapkitjs/creating-and-using-tokens-with-mapkit-js',
    },
    { title: 'RFC 6454 §7', url: 'https://www.rfc-editor.org/rfc/rfc6454#section-7' },
  ],
  needs: ['token', 'request'],
  certainty: 'proved',
  title: 'MapKit origin does not match the page',
  searchedAs: ['Apple Maps token origin', 'MapKit JS unauthorized domain'],
  related: ['audience-form-mismatch', 'wrong-host-or-region'],
  appliesTo: ['MapKit JS', 'JSON Web Token (JWT)'],
  article: {
    symptom: [paragraph('With the same token, maps are shown on one page and not on another: unauthorized.')],
    cause: [
      paragraph(
        ...marked(
          'The claim `origin` limits the token to the pages of one origin, and has to equal the `Origin` header of the browser exactly: scheme, host and port.',
        ),
      ),
    ],
    resolution: [
      steps(
        marked('Write `origin` as the browser sends it: `https://www.example.com`, without a trailing slash.'),
        'Mint a token for each origin, or leave the claim out while you develop.',
      ),
    ],
    additional: [
      list(
        marked('`http://localhost:3000` and `https://localhost:3000` are two origins, and so are two ports.'),
        marked('`www.example.com` and `example.com` are different hosts.'),
      ),
    ],
  },
  find({ token, request, profile }) {
    if (profile.id !== 'mapkit') return undefined;
    const claimed = token?.payload.members?.['origin'];
    const sent = fieldValue(request?.fields, 'origin');
    if (typeof claimed !== 'string' || claimed === '' || sent === undefined || claimed === sent) return undefined;
    const isSpelling = originOf(claimed) === originOf(sent) && originOf(sent) !== undefined;
    return {
      facts: { claimed: claimed.slice(0, 80), sent: sent.slice(0, 80), isSpelling },
      at: { in: 'token', part: 'payload', pointer: '/origin' },
    };
  },
  explain: ({ claimed, sent, isSpelling }) => ({
    title: isSpelling
      ? 'The claim origin spells the page differently than the browser.'
      : 'The token is limited to a different origin than that of the page.',
    detail: [pairs(['Origin header', code(sent)], ['claim origin', code(claimed)])],
  }),
  fix: ({ sent }) => ({
    applicability: 'likely',
    steps: [`Set origin to ${sent} in the token for this page, exactly.`],
    artefact: JSON.stringify({ origin: sent }),
  }),
  mend: (input, { sent }) => reissue(input, { claims: { origin: sent } }),
  example: (kit) => {
    const token = kit.mint({
      header: { alg: 'ES256', kid: '7KX3QH2B9M' },
      claims: { application_id: undefined, jti: undefined, iss: '9QZT4W6VLC', origin: 'https://example.com/' },
    });
    const fields = [
      ['Host', 'maps-api.apple.com'],
      ['Origin', 'https://example.com'],
      ['Authorization', `Bearer ${token}`],
    ] as const;
    return { profile: 'mapkit', now: kit.now, token, request: { method: 'GET', target: '/v1/token', fields } };
  },
});
