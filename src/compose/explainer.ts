import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ExplainedRejection, RegisteredCase } from '../actions/explain-rejection.ts';
import type { Profile } from '../core/claims/profile.ts';

export interface Explainer {
  /** One at a time. @throws where the thread has failed; the next case gets a new one */
  explain(one: RegisteredCase): Promise<ExplainedRejection>;
  close(): Promise<void>;
}

/** Explains rejections on a thread of its own, which starts with the first: opening signatures holds up no request. */
export function explainer(profile: Profile): Explainer {
  let thread: Worker | undefined;

  function start(): Worker {
    // As this file itself: TypeScript, JavaScript, or a bundle.
    const started = new Worker(new URL(`./explain-thread${extname(import.meta.url)}`, import.meta.url), {
      workerData: profile,
    });
    started.unref();
    const forget = () => {
      if (thread === started) thread = undefined;
    };
    started.once('error', forget);
    started.once('exit', forget);
    return started;
  }

  return {
    async explain(one) {
      thread ??= start();
      const waiting = new AbortController();
      // An `error` of the thread rejects both.
      const answered = once(thread, 'message', waiting);
      const ended = once(thread, 'exit', waiting).then(() => {
        throw new Error('the thread that explains rejections has ended');
      });
      thread.postMessage(JSON.stringify(one));
      try {
        const [explained] = await Promise.race([answered, ended]);
        return JSON.parse(explained);
      } finally {
        ended.catch(() => {});
        waiting.abort();
      }
    },
    close: async () => {
      await thread?.terminate();
    },
  };
}
