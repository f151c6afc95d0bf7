import './help.css';
import { visible } from '../../../core/prose/visible.ts';
import type { PageProps } from '../../browser/page-props.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Words } from '../../parts/words.tsx';
import { CheckConnection } from './check-connection.tsx';
import { GUIDES } from './guides.ts';
import { readMarkdown } from './read-markdown.ts';

const ABOVE = <a href="/help">Help</a>;

/** A guide, from the same file as in the documents; that of network problems has a checker beside it. */
export default function GuidePage({ params }: PageProps) {
  const guide = GUIDES.find(({ id }) => id === params['id']);
  if (!guide) {
    return (
      <>
        <PageHead title="No such guide" above={ABOVE} />
        <Empty title="No guide has this name">
          <p>
            <code>{visible(params['id'] ?? '')}</code> is not the name of a guide.{' '}
            <a href="/help">All of them are listed here</a>.
          </p>
        </Empty>
      </>
    );
  }
  const [, ...words] = readMarkdown(guide.text);
  return (
    <>
      <PageHead title={guide.title} above={ABOVE} />
      <div class="article stack">
        {guide.id === 'network-problems' && <CheckConnection />}
        <Words doc={words} />
      </div>
    </>
  );
}
