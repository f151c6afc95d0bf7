import { reportIn } from '../../../core/observe/read-pasted.ts';
import { navigate } from '../../browser/router.ts';

/** Opens the report whose id a 401 gave: the id alone, the address of the report, or the whole 401. */
export function FindReport() {
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        const text = String(new FormData(event.currentTarget as HTMLFormElement).get('report') ?? '').trim();
        const id = reportIn(text)?.id ?? text.replace(/^.*\/(?:reports|requests)\//, '').replace(/^["']|["',]$/g, '');
        if (id !== '') void navigate(`/requests/${encodeURIComponent(id)}`);
      }}
    >
      <label class="row">
        <span class="small">Report id of a 401</span>
        <input class="input machine report-id" name="report" autocomplete="off" spellcheck={false} required />
      </label>
      <button type="submit" class="button">
        Open it
      </button>
    </form>
  );
}
