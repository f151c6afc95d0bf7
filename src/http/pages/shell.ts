import { escapeHtml } from '../../core/prose/html.ts';

export interface Page {
  readonly title: string;
  /** HTML of the main part: already escaped. */
  readonly main: string;
  /** Where the reader is, of the places that the server draws itself. */
  readonly place?: 'causes' | 'docs';
  /** For whoever has its address: no search engine is to list it. */
  readonly isPrivate?: boolean;
}

/** The mark, as the dashboard has it. */
const MARK =
  '<svg viewBox="0 0 32 32" aria-hidden="true"><circle cx="16" cy="16" r="15"/><path d="M9 22V10l7 8 7-8v12"/></svg>';

const PLACES = [
  { id: 'causes', href: '/causes', name: 'Causes of a 401' },
  { id: 'debugger', href: '/debugger', name: 'Token debugger' },
  { id: 'docs', href: '/docs', name: 'API reference' },
] as const;

/** One page: no script, one style sheet from the same origin, so that the strict Content-Security-Policy holds. */
export function pageHtml({ title, main, place, isPrivate = false }: Page): string {
  const links = PLACES.map(({ id, href, name }) => {
    const current = id === place ? ' aria-current="page"' : '';
    return `<a href="${href}"${current}>${name}</a>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${isPrivate ? '<meta name="robots" content="noindex, nofollow">\n' : ''}<title>${escapeHtml(title)} · Mintmark</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/page.css">
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header><nav aria-label="Site"><a class="brand" href="/">${MARK} Mintmark</a>${links.join('')}</nav></header>
<main id="main">
${main}
</main>
</body>
</html>
`;
}
