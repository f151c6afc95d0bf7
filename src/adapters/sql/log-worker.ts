import { parentPort, workerData } from 'node:worker_threads';
import { type LogSettings, logTasks } from './log-tasks.ts';
import { type LogFault, type LogReply, type LogRequest, plainFault } from './log-thread.ts';

const reply = (message: LogReply | LogFault) => parentPort?.postMessage(message);
const tasks = logTasks(workerData as LogSettings, (fault) => reply({ told: plainFault(fault) }));

// The thread of `logThread`. What is asked first is begun first, and writing is done before the next is begun.
parentPort?.on('message', async ({ id, task, parameters }: LogRequest) => {
  try {
    const work = tasks[task] as (...given: unknown[]) => Promise<unknown>;
    reply({ id, answer: await work(...parameters) });
  } catch (error) {
    reply({ id, fault: plainFault(error as Error) });
  }
});
void tasks.begin();
