import { PAGE_TOKENS } from '../prose/page-tokens.ts';

/** The style of the report. */
export const PAGE_STYLE = `
${PAGE_TOKENS}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 0.9375rem/1.55 var(--words); -webkit-text-size-adjust: 100%; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1, h2, h3 { line-height: 1.25; font-weight: 650; text-wrap: balance; margin: 0; }
h1 { font-size: 1.75rem; letter-spacing: -0.015em; margin-bottom: 0.25rem; }
h2 { font-size: 1.375rem; letter-spacing: -0.01em; margin: 2rem 0 0.75rem; }
h3 { font-size: 1.0625rem; overflow-wrap: anywhere; }
h3 .muted { font-size: 0.9375rem; font-weight: 400; margin-left: 0.5rem; white-space: nowrap; }
p, ul, dl, figure { margin: 0; }
p, li { max-width: 44rem; overflow-wrap: anywhere; }
p + p { margin-top: 0.5rem; }
ul { padding-left: 1.25rem; }
dd ul { padding: 0; list-style: none; }
a { color: var(--mint); text-underline-offset: 0.15em; }
a:hover { color: var(--mint-strong); }
:focus-visible { outline: 2px solid var(--mint); outline-offset: 2px; border-radius: 3px; }
code, .machine { font-family: var(--machine); font-size: 0.875em; font-variant-ligatures: none; overflow-wrap: anywhere; }
code { background: var(--sunken); padding: 0.1em 0.35em; border-radius: 4px; }
.muted { color: var(--muted); }
.lead { font-size: 1.0625rem; font-weight: 600; }
.first, figure, .cause, .scroll { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; }
.first, figure, .cause { padding: 1rem; margin-top: 1.5rem; }
.first { border-left: 4px solid var(--rejected); }
.first.unsure { border-left: 4px dashed var(--unsure); }
.first h2 { margin: 0 0 0.5rem; font-size: 0.9375rem; color: var(--muted); letter-spacing: 0; }
.cause { margin-top: 0.75rem; }
.cause > p { margin-top: 0.25rem; }
figcaption { font-weight: 650; margin-bottom: 0.5rem; }
svg { display: block; overflow: visible; }
svg text { fill: var(--ink); font-size: 0.8125rem; }
svg .name { font-family: var(--machine); }
svg .count, svg .tick { fill: var(--muted); font-variant-numeric: tabular-nums; }
svg .tick { font-size: 0.75rem; }
svg .grid { stroke: var(--line); }
svg .fault { fill: var(--rejected); }
svg .unsure { fill: var(--raised); stroke: var(--unsure); stroke-width: 2; stroke-dasharray: 4 3; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 0.5rem 0.75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); white-space: nowrap; }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--muted); font-weight: 600; font-size: 0.8125rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.35rem 1.25rem; margin-top: 0.75rem; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--mint); width: max-content; }
@media (max-width: 40rem) {
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dd { margin-bottom: 0.5rem; }
}
@media (forced-colors: active) { svg .fault { fill: CanvasText; } svg text { fill: CanvasText; } }
@media print { body { background: none; } .first, figure, .cause { break-inside: avoid; } }
`;
