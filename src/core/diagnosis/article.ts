import type { Cause } from '../evidence/cause.ts';
import type { CauseId } from '../evidence/cause-id.ts';
import { code, type Doc, heading, type Inline, link, list, pairs } from '../evidence/doc.ts';
import { markdownOf } from '../prose/markdown.ts';
import { saidFor } from '../said/said-for.ts';

export interface ArticleOptions {
  /** Title of another cause: an article names the related ones by theirs. */
  readonly titleOf: (id: CauseId) => string;
  /** Address of another cause's article; `/causes/<id>` by default. */
  readonly linkTo?: (id: CauseId) => string;
}

/** The help page of a cause: Resolution first, then Symptom, Applies to where that is told, Cause, Additional information, How others say it, Related, Sources. */
export function articleDoc(cause: Cause, options: ArticleOptions): Doc {
  const linkTo = options.linkTo ?? ((id: CauseId) => `/causes/${id}`);
  const related = cause.related.map((id): Inline => link(options.titleOf(id), linkTo(id)));
  return [
    heading(1, cause.title),
    heading(2, 'Resolution'),
    ...cause.article.resolution,
    heading(2, 'Symptom'),
    ...cause.article.symptom,
    ...(cause.appliesTo.length > 0 ? [heading(2, 'Applies to'), list(...cause.appliesTo)] : []),
    heading(2, 'Cause'),
    ...cause.article.cause,
    heading(2, 'Additional information'),
    ...(cause.article.additional ?? []),
    pairs(
      ['Id', code(cause.id)],
      ['HTTP status', `${cause.status}`],
      ['Challenge', cause.challenge ? code(`error="${cause.challenge}"`) : 'Bearer, without an error code'],
      ['Found in', `the ${cause.stage} stage`],
      ['Effect', cause.severity === 'fault' ? 'the request is rejected' : 'the request is accepted, with a risk'],
      ['Told to', cause.audience === 'caller' ? 'the caller' : 'the owner of the application only'],
    ),
    ...othersOf(cause.id),
    ...(related.length > 0 ? [heading(2, 'Related'), list(...related)] : []),
    heading(2, 'Sources'),
    list(...cause.cites.map((source) => link(source.title, source.url))),
  ];
}

/** The messages of the catalogue that mean it, each product with its source. */
function othersOf(id: CauseId): Doc {
  const others = saidFor(id).map(({ product, messages }): readonly Inline[] => [
    link(product.name, product.source),
    ': ',
    ...messages.flatMap(({ text, source }, at): Inline[] => [
      ...(at === 0 ? [] : [', ']),
      code(text),
      ...(source === product.source ? [] : [' (', link('where', source), ')']),
    ]),
  ]);
  return others.length === 0 ? [] : [heading(2, 'How others say it'), list(...others)];
}

export function articleMarkdown(cause: Cause, options: ArticleOptions): string {
  return markdownOf(articleDoc(cause, options));
}
