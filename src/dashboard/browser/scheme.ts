/** Light, dark, or as the system has it: kept in this browser. */
export type Scheme = 'system' | 'light' | 'dark';

const NAME = 'mintmark-scheme';

export function chosenScheme(): Scheme {
  const stored = localStorage.getItem(NAME);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function chooseScheme(scheme: Scheme): void {
  localStorage.setItem(NAME, scheme);
  applyScheme();
}

export function applyScheme(): void {
  const scheme = chosenScheme();
  if (scheme === 'system') delete document.documentElement.dataset['scheme'];
  else document.documentElement.dataset['scheme'] = scheme;
}
