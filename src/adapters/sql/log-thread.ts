import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { fromSqlite, unavailable } from './errors.ts';
import type { LogSettings, LogTasks } from './log-tasks.ts';

/** An error as it is sent from one thread to another. */
interface PlainFault {
  readonly message: string;
  readonly errcode?: number;
  readonly syscall?: string;
}
export interface LogRequest {
  readonly id: number;
  readonly task: keyof LogTasks;
  readonly parameters: readonly unknown[];
}
export type LogReply = { readonly id: number } & ({ readonly answer: unknown } | { readonly fault: PlainFault });
export interface LogFault {
  readonly told: PlainFault;
}

type Task<T extends keyof LogTasks> = (...parameters: Parameters<LogTasks[T]>) => ReturnType<LogTasks[T]>;

export interface LogThread {
  /** @throws UnavailableError */
  ask<T extends keyof LogTasks>(task: T, ...parameters: Parameters<LogTasks[T]>): ReturnType<LogTasks[T]>;
  /** Whether it was started. */
  isStarted(): boolean;
  start(): void;
  /** Ends it when it has done what it was asked. */
  close(): Promise<void>;
}

export function plainFault(error: Error): PlainFault {
  const { message, errcode, syscall } = error as Error & PlainFault;
  return {
    message,
    ...(errcode !== undefined && { errcode }),
    ...(syscall !== undefined && { syscall }),
  };
}

const asError = ({ message, ...fault }: PlainFault) => Object.assign(new Error(message), fault);

interface Asked {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The thread that has the file of the request log open, started with the first thing to do. One that fails is started
 * anew with the next.
 */
export function logThread(settings: LogSettings, tell: (fault: Error) => void): LogThread {
  let worker: Worker | undefined;
  let last = 0;
  const asked = new Map<number, Asked>();

  function start(): Worker {
    // As this file itself: TypeScript, JavaScript, or a bundle.
    const module = new URL(`./log-worker${extname(new URL(import.meta.url).pathname)}`, import.meta.url);
    const started = new Worker(module, { workerData: settings });
    started.unref();
    started.on('message', (message: LogReply | LogFault) => {
      if ('told' in message) tell(fromSqlite(asError(message.told), settings.path) as Error);
      else answer(started, message);
    });
    started.once('error', (error) => end(started, error));
    started.once('exit', () => end(started, new Error('its thread has ended')));
    return started;
  }

  function answer(from: Worker, reply: LogReply): void {
    const waiting = asked.get(reply.id);
    asked.delete(reply.id);
    if (asked.size === 0) from.unref();
    if ('fault' in reply) waiting?.reject(errorOf(reply.fault));
    else waiting?.resolve(reply.answer);
  }

  function end(ended: Worker, cause: unknown): void {
    if (worker !== ended) return;
    worker = undefined;
    const waiting = [...asked.values()];
    asked.clear();
    for (const { reject } of waiting) reject(unavailable('failed', settings.path, cause));
    if (cause instanceof Error && waiting.length > 0) tell(cause);
  }

  function errorOf(fault: PlainFault): unknown {
    const error = asError(fault);
    const known = fromSqlite(error, settings.path);
    // A damaged log is no damaged registry.
    const isOther = known === error || (known as { reason?: string }).reason === 'corrupt';
    return isOther ? unavailable('failed', settings.path, error) : known;
  }

  const ask = (task: keyof LogTasks, ...parameters: unknown[]): Promise<unknown> => {
    worker ??= start();
    // The process stays for as long as something is under way.
    worker.ref();
    const id = ++last;
    worker.postMessage({ id, task, parameters } satisfies LogRequest);
    return new Promise((resolve, reject) => asked.set(id, { resolve, reject }));
  };

  return {
    ask: ask as <T extends keyof LogTasks>(task: T, ...parameters: Parameters<Task<T>>) => ReturnType<Task<T>>,
    isStarted: () => worker !== undefined,
    start() {
      worker ??= start();
    },
    async close() {
      if (worker === undefined) return;
      try {
        await ask('close');
      } finally {
        await worker?.terminate();
      }
    },
  };
}
