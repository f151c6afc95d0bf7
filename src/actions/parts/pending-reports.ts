import type { Reports } from '../../ports/reports.ts';

/** Rejections that are answered and whose reports are not made yet, and who waits for them. */
export interface PendingReports {
  begin(id: string): void;
  end(id: string): void;
  /** The first of those that somebody waits for. */
  asked(): string | undefined;
  /** Resolves when this report is made, before all others; at once where it is not pending. */
  ready(id: string): Promise<void>;
  /** The same for all that are pending now. */
  settled(): Promise<void>;
  /** The same where they are few; at once in a flood. */
  caughtUp(): Promise<void>;
}

/** Who reads a list waits for so many reports at most. */
const FEW = 20;

export function pendingReports(): PendingReports {
  const pending = new Set<string>();
  const asked = new Map<string, (() => void)[]>();

  function ready(id: string): Promise<void> {
    if (!pending.has(id)) return Promise.resolve();
    return new Promise((resolve) => asked.set(id, [...(asked.get(id) ?? []), resolve]));
  }

  const settled = async () => {
    await Promise.all([...pending].map(ready));
  };
  return {
    begin(id) {
      pending.add(id);
    },
    end(id) {
      pending.delete(id);
      const waiting = asked.get(id) ?? [];
      asked.delete(id);
      for (const resolve of waiting) resolve();
    },
    asked: () => asked.keys().next().value,
    ready,
    settled,
    caughtUp: async () => (pending.size <= FEW ? settled() : undefined),
  };
}

/** Reports as their readers see them: whoever asks for one right after the answer finds it. */
export function awaitedReports(reports: Reports, pending: PendingReports): Reports {
  return {
    ...reports,
    async get(id) {
      await pending.ready(id);
      return reports.get(id);
    },
    async list(query) {
      await pending.caughtUp();
      return reports.list(query);
    },
    async count(filter, bucketSeconds) {
      await pending.caughtUp();
      return reports.count(filter, bucketSeconds);
    },
    async settled() {
      await pending.caughtUp();
      return reports.settled();
    },
  };
}
