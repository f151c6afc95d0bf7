/** Colours and letters of pages that stand by themselves: those of the dashboard (src/dashboard/style/tokens.css). */
export const PAGE_TOKENS = `:root {
  color-scheme: light dark;
  --paper: light-dark(#f7f9f8, #0f1412);
  --raised: light-dark(#ffffff, #171e1b);
  --sunken: light-dark(#edf2ef, #1f2825);
  --ink: light-dark(#17211d, #e4ebe8);
  --muted: light-dark(#52605a, #9fafa8);
  --line: light-dark(#dae2de, #2b3632);
  --edge: light-dark(#78867f, #73837c);
  --mint: light-dark(#0b6e4f, #5fd3a8);
  --mint-strong: light-dark(#08563d, #85e0bf);
  --mint-soft: light-dark(#e0f2ea, #14302a);
  --on-mint: light-dark(#ffffff, #06251a);
  --rejected: light-dark(#a8232b, #ff9c96);
  --unsure: light-dark(#7a5200, #f0c060);
  --words: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "Noto Sans", sans-serif;
  --machine: ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", "DejaVu Sans Mono", monospace;
}`;
