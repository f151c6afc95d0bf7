import { defineCause, type Facts } from '../evidence/cause.ts';
import { code, command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { rfc } from '../evidence/sources.ts';
import { fieldValue, originOf } from '../request/origin.ts';

interface RedirectFacts extends Facts {
  readonly status: number;
  /** Origins, without path and query: what was called, and what the answer sent the client to. */
  readonly from: string;
  readonly to: string;
  /** The request to the new origin is known, and has no Authorization field. */
  readonly isSeen: boolean;
}

export const authorizationDroppedOnRedirect = defineCause<RedirectFacts>({
  id: 'authorization-dropped-on-redirect',
  stage: 'transport',
  challenge: null,
  cites: [
    { title: 'Fetch: HTTP-redirect fetch', url: 'https://fetch.spec.whatwg.org/#http-redirect-fetch' },
    rfc(9110, '15.4'),
  ],
  needs: ['redirects'],
  certainty: 'proved',
  title: 'Authorization header dropped on a redirect',
  searchedAs: [
    'loses the header after a redirect 301 302 307',
    'http to https redirect drops the token',
    'curl -L axios requests follow redirects without authorization',
  ],
  related: ['authorization-stripped-in-transit', 'wrong-host-or-region'],
  explains: ['authorization-missing'],
  article: {
    symptom: [
      paragraph(
        'The client sends the Authorization header, and the server that answers with 401 never sees it. The same request to the final URL is accepted.',
      ),
    ],
    cause: [
      paragraph(
        'The first response was a redirect to another origin: another scheme, host or port. Clients follow it without the Authorization header, so that a token never reaches a server that it was not meant for.',
      ),
      list(
        marked('`http://` instead of `https://`, which the server redirects;'),
        marked('`example.com` that redirects to `www.example.com`, or the other way round;'),
        'a host that was moved, and redirects to its new URL.',
      ),
    ],
    resolution: [
      steps(
        'Call the final URL directly, with https and the host that you are redirected to.',
        'Find it without a token:',
      ),
      command('curl -sIL -o /dev/null -w "%{url_effective}" https://example.com/'),
    ],
    additional: [
      list(
        marked(
          'Do not turn this protection off: `curl --location-trusted` gives your token to whatever host comes next.',
        ),
        'A redirect within one origin keeps the header. A different port alone is a different origin.',
      ),
    ],
  },
  find(evidence) {
    const { redirects = [], credentials } = evidence;
    const first = redirects.findIndex(({ fields }) => fieldValue(fields, 'authorization') !== undefined);
    for (let at = Math.max(first, 0); first !== -1 && at < redirects.length; at++) {
      const { url, location, status } = redirects[at] as NonNullable<typeof redirects>[number];
      const from = originOf(url);
      const to = originOf(location) ?? from;
      if (from === undefined || to === undefined || from === to) continue;
      const next = at + 1 < redirects.length ? redirects[at + 1]?.fields : lastFields(evidence);
      const isSeen = next !== undefined || credentials === null;
      if (next && fieldValue(next, 'authorization') !== undefined) continue;
      const facts = { status, from: from.slice(0, 80), to: to.slice(0, 80), isSeen };
      return { facts, at: { in: 'request' }, certainty: isSeen ? 'proved' : 'likely' };
    }
    return undefined;
  },
  explain: ({ status, from, to, isSeen }) => ({
    title: 'The Authorization header was dropped when the client followed a redirect to another origin.',
    detail: [
      pairs(
        ['called', [code(from), ', with the Authorization header']],
        ['answer', [`${status}, to `, code(to)]],
        ['then sent', isSeen ? 'no Authorization header' : 'not known; clients drop the header here'],
      ),
    ],
  }),
  fix: ({ to }) => ({
    applicability: 'certain',
    steps: [`Call ${to} directly, with the same path.`, 'Do not make the client send its token along on redirects.'],
  }),
  example: (kit) => ({
    profile: 'vonage',
    now: kit.now,
    token: kit.mint(),
    redirects: [
      {
        url: 'http://api.nexmo.com/v1/calls',
        fields: [['Authorization', `Bearer ${kit.mint()}`]],
        status: 301,
        location: 'https://api.nexmo.com/v1/calls',
      },
    ],
    request: { method: 'GET', target: '/v1/calls', fields: [['Host', 'api.nexmo.com']] },
  }),
});

function lastFields({ request }: Evidence) {
  return request?.fields;
}
