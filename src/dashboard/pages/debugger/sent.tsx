import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../../parts/icon.tsx';

/**
 * Says that nothing is sent, and proves it: the browser itself tells of every request that this page makes, and those
 * since the text was pasted are counted here. `since` changes with the text.
 */
export function SentCounter({ since }: { readonly since: string }) {
  const [sent, setSent] = useState<readonly string[]>([]);
  useEffect(() => {
    setSent([]);
    // Before that, what the page loads for itself is of no interest.
    if (since === '') return;
    const start = performance.now();
    const observer = new PerformanceObserver((list) => {
      const fresh = list.getEntries().filter((entry) => entry.startTime >= start);
      if (fresh.length > 0) setSent((before) => [...before, ...fresh.map(({ name }) => pathOf(name))]);
    });
    observer.observe({ type: 'resource' });
    return () => observer.disconnect();
  }, [since]);
  return (
    <div class="sent small">
      <p role="status">
        <Icon name={sent.length === 0 ? 'check' : 'alert'} />{' '}
        <strong data-testid="sent">
          {sent.length === 0 ? 'No request' : sent.length === 1 ? '1 request' : `${sent.length} requests`}
        </strong>{' '}
        made by this page since the text was pasted{sent.length === 0 ? '.' : ', none with the token or a key in it: '}
        {sent.length > 0 && <code>{[...new Set(sent)].join(', ')}</code>}
      </p>
      <p class="muted">
        What you paste stays on this page, in the memory of this tab only. Once the page is loaded, it works without a
        network.
      </p>
    </div>
  );
}

function pathOf(name: string): string {
  const url = new URL(name, location.href);
  return url.origin === location.origin ? url.pathname : url.href;
}
