import { useRef, useState } from 'preact/hooks';
import { reportIdIn } from '../../../core/observe/read-pasted.ts';
import { navigate } from '../../browser/router.ts';

/** Opens the report whose id a 401 gave: the id alone, the address of the report, or the whole 401. */
export function FindReport() {
  const field = useRef<HTMLInputElement>(null);
  const [isUnread, setUnread] = useState(false);
  return (
    <form
      class="find-report"
      onSubmit={(event) => {
        event.preventDefault();
        const id = reportIdIn(field.current?.value ?? '');
        setUnread(id === undefined);
        if (id === undefined) field.current?.focus();
        else void navigate(`/requests/${id}`);
      }}
    >
      <div class="row">
        <label class="row">
          <span class="small">Report id, or a whole 401</span>
          <input
            ref={field}
            class="input machine report-id"
            autocomplete="off"
            spellcheck={false}
            required
            aria-invalid={isUnread}
            aria-describedby={isUnread ? 'report-fault' : undefined}
            onInput={() => setUnread(false)}
          />
        </label>
        <button type="submit" class="button">
          Open
        </button>
      </div>
      {isUnread && (
        <p class="fault" id="report-fault" role="alert">
          There is no report id in this. The <code>instance</code> of a 401 is one, and its <code>report</code> ends in
          it.
        </p>
      )}
    </form>
  );
}
