import { visible } from '../../../core/prose/visible.ts';
import { isAtLeast } from '../../../ports/role.ts';
import type { SharedLink } from '../../../wire/shares.ts';
import { Ago } from '../../parts/ago.tsx';
import { ask } from '../../parts/ask.tsx';
import { Failure } from '../../parts/failure.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { send } from '../../server/api.ts';
import { useRole } from '../../server/session.ts';

interface Props {
  readonly shares: readonly SharedLink[];
  /** With the report that each opens, where the list is not that of one report. */
  readonly isOfAll?: boolean;
  readonly onTakenBack: (id: string) => void;
}

/** Links that open a report now, each with the way to take it back. */
export function ShareList({ shares, isOfAll, onTakenBack }: Props) {
  const { isBusy, problem, submit } = useSubmission();
  const mayChange = isAtLeast(useRole(), 'developer');
  const takeBack = async ({ id }: SharedLink) => {
    if (!(await ask(QUESTION))) return;
    if (!(await submit(async () => void (await send('DELETE /shares/:id', { params: { id } }))))) return;
    say('The link is taken back');
    onTakenBack(id);
  };
  return (
    <>
      {problem && <Failure problem={problem} />}
      <ul class="shares">
        {shares.map((share) => (
          <li key={share.id} class="share">
            <div class="small">
              {isOfAll && (
                <p>
                  Report <a href={`/requests/${encodeURIComponent(share.report_id)}`}>{visible(share.report_id)}</a>
                </p>
              )}
              <p>
                Shared <Ago at={share.created_at} />
                {share.created_by !== null && ` by ${visible(share.created_by)}`}, expires <Ago at={share.expires_at} />
                .
              </p>
            </div>
            {mayChange && (
              <button type="button" class="button small" disabled={isBusy} onClick={() => void takeBack(share)}>
                Take back
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

const QUESTION = {
  title: 'Take the link back?',
  text: 'Whoever has it can no longer open the report. The report itself stays.',
  yes: 'Take it back',
  no: 'Cancel',
};
