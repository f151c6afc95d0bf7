import type { Socket } from 'node:net';
import { composeWorker, type Worker } from './worker.ts';
import { BOARD_FD, type FromWorker, type ToWorker } from './worker-messages.ts';

/** How often what was counted is told: what is lost with a worker that dies is of so long. */
const TELL_MILLISECONDS = 1000;

// The process of `workerPool`. The owner alone says when it ends: a signal of a terminal, or of a service manager, is sent
// to each process of the group.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
// Without the owner there is nobody to count for, and to pass requests on to.
process.on('disconnect', () => process.exit());
process.title = 'mintmark worker';

let worker: Worker | undefined;
// An owner that was killed is told of by `disconnect`.
const tell = (message: FromWorker) => void process.send?.(message, () => {});
const tellCounts = () => {
  if (worker) tell({ kind: 'counts', counts: worker.take() });
};
setInterval(tellCounts, TELL_MILLISECONDS).unref();

async function end(own: Worker): Promise<void> {
  await own.end();
  await own.close();
  // Once it is written the owner reads it, whether this process is still there or not.
  process.send?.({ kind: 'counts', counts: own.take() } satisfies FromWorker, () => process.exit());
}

process.on('message', async (message: ToWorker, connection?: Socket) => {
  if (message.kind === 'begin') {
    worker = await composeWorker(message.begin, BOARD_FD);
    tell({ kind: 'ready' });
    return;
  }
  if (worker === undefined) throw new TypeError('a worker was told something before how to begin');
  switch (message.kind) {
    case 'connection':
      tell({ kind: 'taken', id: message.id });
      if (connection) worker.adopt(connection);
      break;
    case 'begin-end':
      worker.beginEnd();
      break;
    case 'hold':
      worker.hold();
      tell({ kind: 'done', id: message.id });
      break;
    case 'count':
      tellCounts();
      tell({ kind: 'done', id: message.id });
      break;
    case 'release':
      await end(worker);
  }
});
