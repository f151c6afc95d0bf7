import { visible } from '../../../core/prose/visible.ts';
import { Machine } from '../../parts/machine.tsx';

/** The application of a request: by its name, where it is one of the account, and by its id. */
export function ApplicationOf({ id, name }: { readonly id: string; readonly name: string | undefined }) {
  return (
    <>
      {name !== undefined && (
        <div>
          <a href={`/applications/${encodeURIComponent(id)}`}>
            <bdi>{visible(name)}</bdi>
          </a>
        </div>
      )}
      <Machine text={id} name="the application id" />
    </>
  );
}
