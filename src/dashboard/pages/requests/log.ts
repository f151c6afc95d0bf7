import { useEffect, useRef, useState } from 'preact/hooks';
import { useLoaded } from '../../api.ts';
import { listReports, REPORT_LIMIT, type ReportSummary, watchReports } from '../../reports.ts';
import { type Filter, fits, queryOf } from './filter.ts';

const RETRY_MILLISECONDS = 3000;

/** The reports that fit, and those that come while the page is open. Frozen, those are counted and wait. */
export function useLog(filter: Filter, isLive: boolean) {
  const { application, cause, status, span } = filter;
  const key = [application, cause, status, span].join('\n');
  const loading = useLoaded(key, async (signal) => {
    const now = Date.now() / 1000;
    return { value: { now, reports: await listReports(queryOf(filter, now), signal) }, etag: undefined };
  });
  const [fresh, setFresh] = useState<readonly ReportSummary[]>([]);
  const [held, setHeld] = useState<readonly ReportSummary[]>([]);
  const taking = useRef({ isLive, filter });
  taking.current = { isLive, filter };
  useEffect(() => {
    setFresh([]);
    setHeld([]);
  }, [key]);
  useEffect(() => {
    if (!isLive) return;
    setFresh((before) => [...held, ...before]);
    setHeld([]);
  }, [isLive]);
  useEffect(() => {
    const abort = new AbortController();
    void watch((report) => {
      if (!fits(report, { ...taking.current.filter, path: '' })) return;
      const add = taking.current.isLive ? setFresh : setHeld;
      add((before) => [report, ...before.filter(({ id }) => id !== report.id)].slice(0, REPORT_LIMIT));
    }, abort.signal);
    return () => abort.abort();
  }, []);
  const loaded = loading.state === 'done' ? loading.value : { now: Date.now() / 1000, reports: [] };
  const known = new Set(loaded.reports.map(({ id }) => id));
  const reports = [...fresh.filter(({ id }) => !known.has(id)), ...loaded.reports];
  return {
    loading,
    reports,
    waiting: held.filter(({ id }) => !known.has(id)).length,
    now: Math.max(loaded.now, fresh[0]?.at ?? 0),
  };
}

/** Opens the stream again whenever it breaks: a restart of the server, a network that was away. */
async function watch(onReport: (report: ReportSummary) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await watchReports(onReport, signal);
    } catch (error) {
      // The network went away; what is not that is a defect, and to be seen.
      if (!signal.aborted && !(error instanceof TypeError)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
  }
}
