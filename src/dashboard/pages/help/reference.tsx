import './help.css';
import { visible } from '../../../core/prose/visible.ts';
import type { PageProps } from '../../browser/page-props.ts';
import { usePlace } from '../../browser/router.ts';
import { Empty } from '../../parts/empty.tsx';
import { Failure } from '../../parts/failure.tsx';
import { addressOf, KIND_NAMES } from '../../parts/help-address.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Words } from '../../parts/words.tsx';
import { useHelp } from '../../server/help.ts';

const ABOVE = <a href="/help">Help</a>;

/** A command or an option, as its own `--help` tells of it. */
export default function ReferencePage({ params }: PageProps) {
  const loaded = useHelp();
  const { path } = usePlace();
  if (loaded.state === 'loading') return <PageHead title="Help" above={ABOVE} />;
  if (loaded.state === 'failed') {
    return (
      <>
        <PageHead title="Help" above={ABOVE} />
        <Failure problem={loaded.problem} retry={loaded.reload} />
      </>
    );
  }
  const entry = loaded.value.entries.find((one) => one.doc !== undefined && addressOf(one) === path);
  if (entry?.doc === undefined) {
    return (
      <>
        <PageHead title="No such page" above={ABOVE} />
        <Empty title="No command or option has this name">
          <p>
            <code>{visible(params['id'] ?? '')}</code> is not one. <a href="/help">Search the help</a>.
          </p>
        </Empty>
      </>
    );
  }
  return (
    <>
      <PageHead
        title={entry.title}
        above={ABOVE}
        below={<p class="muted small">{KIND_NAMES[entry.kind]} of the command line</p>}
      />
      <div class="article stack">
        <Words doc={entry.doc} />
      </div>
    </>
  );
}
