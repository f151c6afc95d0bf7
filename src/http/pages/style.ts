import { PAGE_TOKENS } from '../../core/prose/page-tokens.ts';

/** The style sheet of the server's own pages; no font to load. */
export const PAGE_CSS = `${PAGE_TOKENS}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 0.9375rem/1.6 var(--words); }
a { color: var(--mint); text-underline-offset: 0.15em; }
a:hover { color: var(--mint-strong); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--mint); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--raised); padding: 0.25rem 0.75rem; }
header { border-bottom: 1px solid var(--line); background: var(--raised); }
nav { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem; max-width: 60rem; margin: 0 auto; padding: 0.75rem 0.5rem; }
nav a { color: var(--muted); font-weight: 500; text-decoration: none; padding: 0.25rem 0.75rem; border-radius: 6px; }
nav a:hover { background: var(--sunken); color: var(--ink); }
nav a[aria-current] { background: var(--mint-soft); color: var(--mint-strong); font-weight: 650; }
nav .brand { display: flex; align-items: center; gap: 0.5rem; color: var(--ink); font-size: 1.0625rem; font-weight: 700; letter-spacing: -0.01em; }
.brand svg { width: 1.6rem; height: 1.6rem; }
.brand circle { fill: var(--mint); }
.brand path { fill: none; stroke: var(--on-mint); stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.75rem; font-weight: 650; line-height: 1.25; letter-spacing: -0.015em; margin: 1rem 0; text-wrap: balance; }
h2 { font-size: 1.375rem; font-weight: 650; line-height: 1.25; letter-spacing: -0.01em; margin: 2.25rem 0 0.5rem; }
h3 { font-size: 1.0625rem; font-weight: 650; margin: 1.5rem 0 0.25rem; }
p, ul, ol, dl, pre, table { margin: 0.5rem 0; max-width: 44rem; }
li + li { margin-top: 0.35rem; }
code, pre, .id { font-family: var(--machine); font-size: 0.875em; }
code { background: var(--sunken); padding: 0.1em 0.35em; border-radius: 4px; overflow-wrap: anywhere; }
pre { background: var(--sunken); border: 1px solid var(--line); border-radius: 6px; padding: 0.75rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
pre code { background: none; padding: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.35rem 1.25rem; }
dt { color: var(--muted); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; max-width: none; }
th { text-align: left; font-weight: 600; color: var(--muted); }
th, td { padding: 0.4rem 1rem 0.4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.muted { color: var(--muted); }
.tag { display: inline-block; font-family: var(--machine); font-size: 0.8em; border: 1px solid var(--edge); border-radius: 4px; padding: 0 0.4em; }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
  .table { overflow-x: auto; }
}
@media (forced-colors: active) { nav a[aria-current] { border-bottom: 2px solid; } }
`;
