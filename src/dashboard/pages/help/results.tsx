import { visible } from '../../../core/prose/visible.ts';
import { snippetOf } from '../../../help/marks.ts';
import type { Hit } from '../../../help/search.ts';
import { addressOf, KIND_NAMES } from '../../parts/help-address.ts';
import { Marked } from '../../parts/marked.tsx';

/** What a search found, best first: each with the words that it was found by. */
export function Results({ hits }: { readonly hits: readonly Hit[] }) {
  return (
    <ol class="found-help">
      {hits.map((hit) => {
        const { entry, terms } = hit;
        const { kind, id, title, cause } = entry;
        const notes = [kind !== 'article' && KIND_NAMES[kind], cause?.severity === 'risk' && 'a risk'].filter(Boolean);
        return (
          <li key={`${kind} ${id}`}>
            <a href={addressOf(entry)}>
              <Marked text={title} terms={terms} />
            </a>
            {notes.length > 0 && <span class="tag">{notes.join(', ')}</span>}
            <p class="small">
              <Marked text={snippetOf(hit)} terms={terms} />
            </p>
            {kind === 'article' && <code class="small muted">{visible(id)}</code>}
          </li>
        );
      })}
    </ol>
  );
}
