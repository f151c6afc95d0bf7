import type { FastifyReply } from 'fastify';
import { CAUSES, titleOf } from '../../core/causes/index.ts';
import { articleDoc } from '../../core/diagnosis/article.ts';
import { causeById } from '../../core/diagnosis/diagnose.ts';
import { type Cause, STAGES } from '../../core/evidence/cause.ts';
import type { CauseId } from '../../core/evidence/cause-id.ts';
import { escapeHtml, htmlOf } from '../../core/prose/html.ts';
import { STAGE_NAMES } from '../../core/prose/stage-names.ts';
import { pageHtml } from '../pages/shell.ts';
import { PAGE_CSS } from '../pages/style.ts';
import { problem } from '../problems/catalogue.ts';
import type { RouteGroup } from '../server/app.ts';

/** Pages are for people: the OpenAPI document leaves them out. */
const PAGE = { schema: { hide: true } };

/** No script at all; the style sheet comes from this origin. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-cache',
};

/** The help articles of every cause, for people. */
export function causeRoutes(): RouteGroup {
  const pages = new Map<CauseId, string>();
  return (app) => {
    app.get('/causes', PAGE, (_request, reply) => sendPage(reply, indexPage()));
    app.get<{ Params: { id: string } }>('/causes/:id', PAGE, (request, reply) => {
      const cause = causeById(request.params.id);
      if (!cause) throw problem('path-not-found');
      const page = pages.get(cause.id) ?? articlePage(cause);
      pages.set(cause.id, page);
      return sendPage(reply, page);
    });
    app.get('/assets/page.css', PAGE, (_request, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=3600').send(PAGE_CSS),
    );
  };
}

export function sendPage(
  reply: FastifyReply,
  html: string,
  more: { readonly [header: string]: string } = {},
): FastifyReply {
  return reply.headers({ ...PAGE_HEADERS, ...more }).send(html);
}

/** This page runs no script: the box is on the page of the dashboard, which needs no account. */
const BOX_LINK = (id: CauseId) =>
  `<p><a href="/help/${id}#check">Is it this? Paste your token: it is checked in your browser and sent nowhere.</a></p>`;

function articlePage(cause: Cause): string {
  const main = `<p class="muted"><span class="tag">${cause.id}</span> status ${cause.status}</p>\n${BOX_LINK(cause.id)}\n${htmlOf(articleDoc(cause, { titleOf }))}`;
  return pageHtml({ title: cause.title, main, place: 'causes' });
}

function indexPage(): string {
  const sections = STAGES.map((stage) => {
    const rows = CAUSES.filter((cause) => cause.stage === stage).map(
      (cause) =>
        `<li><a href="/causes/${cause.id}">${escapeHtml(cause.title)}</a> <span class="tag">${cause.id}</span></li>`,
    );
    return rows.length === 0 ? '' : `<h2>${STAGE_NAMES[stage]}</h2>\n<ul>\n${rows.join('\n')}\n</ul>`;
  });
  const main = `<h1>Why a request fails with 401</h1>
<p>Every cause that Mintmark tells apart, in the order in which a request is checked. A rejected request names its cause in the member <code>cause</code>.</p>
${sections.join('\n')}`;
  return pageHtml({ title: 'Causes of a 401', main, place: 'causes' });
}
