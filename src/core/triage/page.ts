import { escapeHtml } from '../prose/html.ts';
import { chart } from './chart.ts';
import { PAGE_STYLE } from './page-style.ts';
import type { Summary, SummaryCause } from './summary.ts';
import { amount, counted, howMany, nameOf, notes, number, percent } from './words.ts';

/**
 * A whole page of its own: what to do first, a chart, a table, and an example of each cause. Nothing is fetched and no
 * script runs; its content policy says so.
 * @param made what it was made from, in words: the names of the files
 */
export function triagePage(summary: Summary, made: string): string {
  const { causes } = summary;
  const body = causes.length === 0 ? '<p class="lead">No rejected request.</p>' : [...parts(summary)].join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Why requests were rejected · Mintmark</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>Why requests were rejected</h1>
<p class="muted">${escapeHtml(made)}: ${counted(summary)}${span(causes)}</p>
${body}
<section aria-labelledby="notes">
<h2 id="notes">What the numbers leave out</h2>
<ul>
${notes(summary)
  .map((note) => `<li>${escapeHtml(note)}</li>`)
  .join('\n')}
</ul>
</section>
</main>
</body>
</html>
`;
}

function* parts({ causes }: Summary): Generator<string> {
  const [largest] = causes;
  if (largest !== undefined) yield first(largest);
  yield `<figure>
<figcaption id="chart-title">Rejected requests by cause</figcaption>
${chart(causes)}
</figure>
<h2 id="causes">Causes</h2>
<div class="scroll" role="region" aria-labelledby="causes" tabindex="0">
${table(causes)}
</div>
<h2>One by one</h2>`;
  for (const cause of causes) yield article(cause);
}

/** What to do about the cause of most requests. */
function first(largest: SummaryCause): string {
  const { cause, count, share, title, example } = largest;
  const kind = cause === null ? 'unsure' : 'fault';
  const next =
    example.next ?? 'Give more evidence: the public key (--public) or the application (--app), to check signatures.';
  return `<section class="first ${kind}" aria-labelledby="first">
<h2 id="first">What to do first</h2>
<p class="lead">${escapeHtml(next)}</p>
<p>${escapeHtml(title)}: ${amount(count, 'request')}, ${percent(share)} of all${applicationsIn(largest)}.</p>
${cause === null ? '' : `<p class="muted">Why, and how to fix it: <code>mintmark explain ${cause}</code></p>`}
</section>`;
}

function applicationsIn({ applications, otherApplications }: SummaryCause): string {
  const [one] = applications;
  if (one === undefined) return '';
  if (applications.length === 1 && otherApplications === 0)
    return `, by one application: <span class="machine">${escapeHtml(one.id)}</span>`;
  return `, most by <span class="machine">${escapeHtml(one.id)}</span> (${howMany(one)})`;
}

function table(causes: readonly SummaryCause[]): string {
  const rows = causes.map(
    (one) => `<tr><th scope="row"><a class="machine" href="#${anchorOf(one)}">${nameOf(one.cause)}</a></th>
<td class="number">${number(one.count)}</td><td class="number">${percent(one.share)}</td>
<td>${time(one.firstSeen)}</td><td>${time(one.lastSeen)}</td></tr>`,
  );
  return `<table>
<thead><tr><th scope="col">Cause</th><th scope="col" class="number">Requests</th><th scope="col" class="number">Share</th><th scope="col">First seen (UTC)</th><th scope="col">Last seen (UTC)</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

/** The same order as everywhere: what, where, next. */
function article(one: SummaryCause): string {
  const { cause, title, count, example } = one;
  const { file, line, request, status, finding, next } = example;
  const answered = status === null ? '' : `, answered ${status}`;
  const rows = [
    ['Found', finding && escapeHtml(finding)],
    ['Next', next && escapeHtml(next)],
    ['Where', `<span class="machine">${escapeHtml(`${file}:${line}`)}</span>, for example`],
    ['Request', `<span class="machine">${escapeHtml(request)}</span>${answered}`],
    ['Applications', applications(one)],
  ].filter(([, value]) => value);
  return `<section class="cause" aria-labelledby="${anchorOf(one)}">
<h3 id="${anchorOf(one)}"><span class="machine">${nameOf(cause)}</span> <span class="muted">${amount(count, 'request')}</span></h3>
<p>${escapeHtml(title)}</p>
<dl>
${rows.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('\n')}
</dl>
</section>`;
}

const SHOWN = 3;

function applications({ applications: all, otherApplications }: SummaryCause): string {
  const items = all.map((one) => `<li><span class="machine">${escapeHtml(one.id)}</span> (${howMany(one)})</li>`);
  if (otherApplications > 0) items.push(`<li>others (${number(otherApplications)})</li>`);
  if (items.length <= SHOWN + 1) return items.length === 0 ? '' : `<ul>${items.join('')}</ul>`;
  const rest = items.slice(SHOWN);
  return `<ul>${items.slice(0, SHOWN).join('')}</ul>
<details><summary>${rest.length} more</summary><ul>${rest.join('')}</ul></details>`;
}

function anchorOf({ cause }: SummaryCause): string {
  return cause ?? 'nothing-found';
}

/** From the first to the last of all. */
function span(causes: readonly SummaryCause[]): string {
  const times = causes.flatMap(({ firstSeen, lastSeen }) => [firstSeen, lastSeen].filter((one) => one !== null)).sort();
  const [start, end] = [times[0], times.at(-1)];
  if (start === undefined || end === undefined) return '';
  return start === end ? `, at ${time(start)} UTC` : `, from ${time(start)} to ${time(end)} UTC`;
}

function time(text: string | null): string {
  return text === null ? '' : `<time datetime="${text}">${text.replace('T', ' ').replace('Z', '')}</time>`;
}
