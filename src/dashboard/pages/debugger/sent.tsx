import { useEffect, useMemo, useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import { Icon } from '../../parts/icon.tsx';
import { askedElsewhere } from '../../server/ask-keys.ts';

/** By which an address is asked: the address itself is told instead. */
const FRAME = '/key-frame';

/**
 * Says that nothing is sent, and proves it: the browser itself tells of every request that this page makes, and those
 * since the text was pasted are counted here. `since` changes with the text.
 */
export function SentCounter({ since }: { readonly since: string }) {
  const [sent, setSent] = useState<readonly string[]>([]);
  const from = useMemo(() => performance.now(), [since]);
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
  const elsewhere = askedElsewhere.use().filter(({ at }) => at >= from);
  const asked = [...sent.filter((name) => name !== FRAME), ...elsewhere.map(({ address }) => address)];
  return (
    <div class="sent small">
      <p role="status">
        <Icon name={asked.length === 0 ? 'check' : 'alert'} />{' '}
        <strong data-testid="sent">
          {asked.length === 0 ? 'No request' : asked.length === 1 ? '1 request' : `${asked.length} requests`}
        </strong>{' '}
        made by this page since the text was pasted{asked.length === 0 ? '.' : ', none with the token or a key in it: '}
        {asked.length > 0 && <code>{[...new Set(asked)].map(visible).join(', ')}</code>}
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
