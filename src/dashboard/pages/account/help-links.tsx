import { GUIDE_TITLES, type GuideName } from './guide-titles.ts';

/** The questions that a page answers, with their whole answers. */
export function HelpLinks({ guides }: { readonly guides: readonly GuideName[] }) {
  return (
    <aside class="stack tight" aria-label="Help on this page">
      <h2 class="small muted">Help</h2>
      <ul class="help-links">
        {guides.map((guide) => (
          <li key={guide}>
            <a href={`/help/guides/${guide}`}>{GUIDE_TITLES[guide]}</a>
          </li>
        ))}
      </ul>
    </aside>
  );
}
