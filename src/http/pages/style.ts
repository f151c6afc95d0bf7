/** The style sheet of the server's own pages, light and dark, no font to load. */
export const PAGE_CSS = `:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfcfb, #101513);
  --raised: light-dark(#ffffff, #171e1b);
  --ink: light-dark(#1c2622, #e3eae7);
  --muted: light-dark(#56645e, #9aaaa3);
  --line: light-dark(#dbe3df, #2b3632);
  --mint: light-dark(#0b6e4f, #5fd3a8);
  --code: light-dark(#eef3f0, #1d2622);
  --words: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", sans-serif;
  --machine: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 var(--words); }
a { color: var(--mint); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--mint); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--raised); padding: 0.25rem 0.75rem; }
header { border-bottom: 1px solid var(--line); background: var(--raised); }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; max-width: 60rem; margin: 0 auto; padding: 0.75rem 1.25rem; }
nav a { color: var(--muted); text-decoration: none; padding: 0.25rem 0; }
nav a:first-child { color: var(--mint); font-weight: 650; }
nav a:hover { color: var(--ink); }
nav a[aria-current] { color: var(--ink); box-shadow: 0 2px 0 var(--mint); }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.25; letter-spacing: -0.01em; margin: 1rem 0; text-wrap: balance; }
h2 { font-size: 1.2rem; line-height: 1.35; margin: 2.25rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
p, ul, ol, dl, pre, table { margin: 0.5rem 0; max-width: 44rem; }
li + li { margin-top: 0.35rem; }
code, pre, .id { font-family: var(--machine); font-size: 0.875em; }
code { background: var(--code); padding: 0.1em 0.35em; border-radius: 4px; overflow-wrap: anywhere; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 6px; padding: 0.75rem 1rem; overflow-x: auto; }
pre code { background: none; padding: 0; overflow-wrap: normal; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.35rem 1.25rem; }
dt { color: var(--muted); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; max-width: none; }
th { text-align: left; font-weight: 600; color: var(--muted); }
th, td { padding: 0.4rem 1rem 0.4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.muted { color: var(--muted); }
.tag { display: inline-block; font-family: var(--machine); font-size: 0.8em; border: 1px solid var(--line); border-radius: 4px; padding: 0 0.4em; }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
  .table { overflow-x: auto; }
}
@media (forced-colors: active) { nav a[aria-current] { border-bottom: 2px solid; } }
`;
