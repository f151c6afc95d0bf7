import { escapeHtml } from '../prose/html.ts';
import type { Summary, SummaryCause } from './summary.ts';
import type { Counted } from './top-counts.ts';

/** Colours of the dashboard, for both schemes. */
const STYLE = `
:root{color-scheme:light dark;--paper:light-dark(#f7f9f8,#0f1412);--raised:light-dark(#fff,#171e1b);--ink:light-dark(#17211d,#e4ebe8);
--muted:light-dark(#52605a,#9fafa8);--line:light-dark(#dae2de,#2b3632);--rejected:light-dark(#a8232b,#ff9c96);--unsure:light-dark(#7a5200,#f0c060)}
body{margin:0 auto;max-width:72rem;padding:2rem 1.5rem 3rem;background:var(--paper);color:var(--ink);
font:0.9375rem/1.5 system-ui,-apple-system,"Segoe UI","Helvetica Neue","Noto Sans",sans-serif}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem}h2{font-size:1.0625rem;margin:2rem 0 .5rem}p{margin:.25rem 0}
.muted{color:var(--muted)}code,.machine{font-family:ui-monospace,"SF Mono","Cascadia Mono","DejaVu Sans Mono",monospace;font-size:.8125rem}
figure{margin:1.5rem 0;padding:1rem;background:var(--raised);border:1px solid var(--line);border-radius:6px;overflow-x:auto}
svg{display:block;width:100%;min-width:40rem;height:auto}svg text{fill:var(--ink);font-size:13px}svg .count{fill:var(--muted)}
svg .fault{fill:var(--rejected)}svg .unsure{fill:none;stroke:var(--unsure);stroke-width:2;stroke-dasharray:4 3}
.scroll{overflow-x:auto;background:var(--raised);border:1px solid var(--line);border-radius:6px}
table{border-collapse:collapse;width:100%}th,td{padding:.5rem .75rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tr:last-child td{border-bottom:0}th{font-weight:600}.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}td time{white-space:nowrap}
`;

/**
 * A whole page of its own: chart, table and examples. Nothing is fetched and no script runs; its content policy says so.
 * @param made what it was made from, in words: the names of the files
 */
export function triagePage(summary: Summary, made: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Why requests were rejected</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Why requests were rejected</h1>
<p class="muted">${escapeHtml(made)}: ${counted(summary)}</p>
<figure>
${chart(summary.causes)}
</figure>
<h2 id="causes">Causes</h2>
<div class="scroll">
${causesTable(summary.causes)}
</div>
<h2>One example of each</h2>
<div class="scroll">
${examplesTable(summary.causes)}
</div>
<p class="muted">${notes(summary).map(escapeHtml).join(' ')}</p>
</main>
</body>
</html>
`;
}

/** What the numbers leave out, in whole sentences. */
export function notes(summary: Summary): string[] {
  const { isStopped, notRefused, withoutTime, signatures, lines } = summary;
  const said: string[] = [];
  if (isStopped) said.push(`Stopped after ${amount(lines, 'line')}: all numbers are of the lines up to there.`);
  if (notRefused > 0) said.push(`${amount(notRefused, 'request')} with a status below 400 left out.`);
  if (withoutTime > 0) said.push(`${amount(withoutTime, 'request')} without a time: causes of time could not be told.`);
  if (summary.unread.lines > 0) said.push(unreadNote(summary));
  if (signatures === null) said.push('Signatures were not checked: no key was given.');
  else if (signatures.notChecked > 0) {
    said.push(
      `Signatures of ${amount(signatures.checked, 'token')} checked, of ${number(signatures.notChecked)} more not.`,
    );
  } else said.push(`Signatures of ${amount(signatures.checked, 'token')} checked.`);
  return said;
}

const REASONS = {
  json: 'broken JSON',
  record: 'JSON without a request in it',
  text: 'no form that is known',
  long: 'longer than 4 MiB',
} as const;

function unreadNote({ unread, lines }: Summary): string {
  const { first, reasons } = unread;
  const names = (Object.keys(REASONS) as (keyof typeof REASONS)[]).filter((name) => reasons[name] > 0);
  const why = names.map((name) => (names.length === 1 ? REASONS[name] : `${number(reasons[name])} ${REASONS[name]}`));
  return `${amount(unread.lines, 'line')} of ${number(lines)} not read (${why.join(', ')}), the first at ${first}.`;
}

const ROW = 30;
const LABEL = 250;
const WIDTH = 900;
const BAR = WIDTH - LABEL - 150;

/** Bars with their counts beside them; what nothing was found for is an outline, told apart without colour. */
function chart(causes: readonly SummaryCause[]): string {
  const most = Math.max(1, ...causes.map(({ count }) => count));
  const rows = causes.map(({ cause, count, share }, index) => {
    const y = index * ROW;
    const width = Math.max(2, Math.round((count / most) * BAR));
    const kind = cause === null ? 'unsure' : 'fault';
    return `<g><text x="${LABEL - 10}" y="${y + 19}" text-anchor="end">${escapeHtml(nameOf(cause))}</text>
<rect class="${kind}" x="${LABEL}" y="${y + 5}" width="${width}" height="${ROW - 10}" rx="2"/>
<text class="count" x="${LABEL + width + 8}" y="${y + 19}">${number(count)} (${percent(share)})</text></g>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${Math.max(1, causes.length) * ROW}" role="img" aria-labelledby="chart-title" aria-describedby="causes">
<title id="chart-title">Why requests were rejected: requests by cause. The table below has the same numbers.</title>
${rows.join('\n')}
</svg>`;
}

function causesTable(causes: readonly SummaryCause[]): string {
  const rows = causes.map(
    (
      one,
    ) => `<tr><th scope="row"><code>${escapeHtml(nameOf(one.cause))}</code><br><span class="muted">${escapeHtml(one.title)}</span></th>
<td class="number">${number(one.count)}</td><td class="number">${percent(one.share)}</td>
<td>${time(one.firstSeen)}</td><td>${time(one.lastSeen)}</td><td>${applications(one)}</td></tr>`,
  );
  return `<table>
<thead><tr><th scope="col">Cause</th><th scope="col" class="number">Requests</th><th scope="col" class="number">Share</th><th scope="col">First seen</th><th scope="col">Last seen</th><th scope="col">Applications</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

function examplesTable(causes: readonly SummaryCause[]): string {
  const rows = causes.map(({ cause, example }) => {
    const { file, line, request, status, finding, next } = example;
    const answered = status === null ? '' : ` answered ${status}`;
    return `<tr><th scope="row"><code>${escapeHtml(nameOf(cause))}</code></th>
<td class="machine">${escapeHtml(`${file}:${line}`)}</td><td><span class="machine">${escapeHtml(request)}</span>${answered}</td>
<td>${escapeHtml(finding ?? '')}</td><td>${escapeHtml(next ?? '')}</td></tr>`;
  });
  return `<table>
<thead><tr><th scope="col">Cause</th><th scope="col">Where</th><th scope="col">Request</th><th scope="col">What was found</th><th scope="col">Next</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

function applications({ applications: all, otherApplications }: SummaryCause): string {
  const shown = all.slice(0, 3).map((one) => `<span class="machine">${escapeHtml(one.id)}</span> (${howMany(one)})`);
  const rest = all.slice(3).reduce((sum, { count }) => sum + count, otherApplications);
  return [...shown, ...(rest > 0 ? [`others (${number(rest)})`] : [])].join('<br>');
}

export function nameOf(cause: SummaryCause['cause']): string {
  return cause ?? 'nothing found';
}

export function counted({ judged, lines }: Summary): string {
  return `${amount(judged, 'request')} of ${amount(lines, 'line')}`;
}

/** A count that may be too small says so. */
export function howMany({ count, isAtLeast }: Counted): string {
  return isAtLeast ? `at least ${number(count)}` : number(count);
}

export function percent(share: number): string {
  const value = share * 100;
  return value > 0 && value < 0.1 ? 'under 0.1 %' : `${value.toFixed(1)} %`;
}

/** `1,234,567`. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function amount(value: number, what: string): string {
  return `${number(value)} ${what}${value === 1 ? '' : 's'}`;
}

function time(text: string | null): string {
  return text === null ? '' : `<time datetime="${text}">${text.replace('T', ' ').replace('Z', '')}</time>`;
}
