import { visible } from '../../core/prose/visible.ts';
import { usePlace } from '../browser/router.ts';
import { useUnsaved } from '../browser/tabs.ts';
import { UnsavedBar } from './unsaved-bar.tsx';

/** On every other page, and in every other tab: which application has a pair that is not saved. */
export function UnsavedElsewhere() {
  const { path } = usePlace();
  const elsewhere = useUnsaved().filter(({ applicationId }) => !path.startsWith(`/applications/${applicationId}`));
  return (
    <>
      {elsewhere.map(({ applicationId, name }) => (
        <UnsavedBar key={applicationId} title={`The new key pair of ${visible(name)} is not saved`}>
          <div class="row">
            <a class="button on-loud" href={`/applications/${applicationId}/edit`}>
              Continue to Save changes
            </a>
          </div>
        </UnsavedBar>
      ))}
    </>
  );
}
