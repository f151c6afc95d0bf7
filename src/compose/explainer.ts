import { once } from 'node:events';
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
    const [extension] = /\.\w+$/.exec(import.meta.url) ?? ['.js'];
    const started = new Worker(new URL(`./explain-thread${extension}`, import.meta.url), { workerData: profile });
    started.unref();
    started.once('exit', () => {
      if (thread === started) thread = undefined;
    });
    return started;
  }

  return {
    async explain(one) {
      thread ??= start();
      // An `error` of the thread rejects.
      const answered = once(thread, 'message');
      thread.postMessage(JSON.stringify(one));
      const [explained] = await answered;
      return JSON.parse(explained);
    },
    close: async () => {
      await thread?.terminate();
    },
  };
}
