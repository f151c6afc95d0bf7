/** Outlines on a grid of 24. */
const PATHS = {
  applications: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  requests: 'M4 6h16M4 12h10M4 18h13',
  debugger: 'M8 4 3 12l5 8M16 4l5 8-5 8M13.5 7l-3 10',
  help: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.8v.1',
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c1-3.6 4-5.5 7.5-5.5s6.5 1.9 7.5 5.5',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  cross: 'm6 6 12 12M18 6 6 18',
  question: 'M9 9a3 3 0 1 1 4.3 2.7c-1 .5-1.3 1.1-1.3 2.3M12 18v.1',
  alert: 'M12 3 2.5 20h19zM12 10v4.5M12 17.3v.1',
  plus: 'M12 5v14M5 12h14',
  download: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  key: 'M14.5 9.5a5 5 0 1 0-4.9 6M8.5 12.5h12M17 12.5v3M20 12.5v3',
  search: 'M11 18a7 7 0 1 1 0-14 7 7 0 0 1 0 14zM16 16l4.5 4.5',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 5l12 7-12 7z',
  chevron: 'm9 5 7 7-7 7',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside words: it says nothing by itself. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
