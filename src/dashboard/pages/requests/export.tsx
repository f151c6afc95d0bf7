import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { exportRequests } from '../../server/requests.ts';
import { type Filter, queryOf, scaleOf, timeOf } from './filter.ts';

const FORMATS = [
  ['csv', 'CSV'],
  ['ndjson', 'NDJSON'],
] as const;

/** What is filtered, all of it and not only what is listed, as a file. */
export function ExportButtons({ filter }: { readonly filter: Filter }) {
  const { isBusy, problem, submit } = useSubmission();
  const save = (format: (typeof FORMATS)[number][0]) =>
    submit(async () => {
      const query = { ...timeOf(filter, scaleOf(filter, Date.now() / 1000)), ...queryOf(filter), format };
      const url = URL.createObjectURL(await exportRequests(query));
      const link = Object.assign(document.createElement('a'), { href: url, download: `requests.${format}` });
      link.click();
      // The browser has begun to read it by then.
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    });
  return (
    <>
      {FORMATS.map(([format, name]) => (
        <button key={format} type="button" class="button" disabled={isBusy} onClick={() => void save(format)}>
          <Icon name="download" /> Export as {name}
        </button>
      ))}
      {problem && <Failure problem={problem} />}
    </>
  );
}
