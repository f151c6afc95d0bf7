import { Agent, request } from 'node:http';
import { expect, test } from 'vitest';
import { startServe } from './running-server.ts';

const CLIENTS = 40;
/** Answers before the server is told to end. */
const WARM = 400;

/** Asks again and again on a connection that is kept, until the server takes none any more. @returns what else went wrong */
async function askUntilRefused(url: string, onAnswer: () => void): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const faults: string[] = [];
  try {
    for (;;) {
      const outcome = await ask(`${url}/gate`, agent);
      if (outcome === 'ECONNREFUSED') return faults;
      if (outcome === 401) onAnswer();
      else faults.push(String(outcome));
    }
  } finally {
    agent.destroy();
  }
}

function ask(url: string, agent: Agent): Promise<number | string> {
  return new Promise((resolve) => {
    const asked = request(url, { agent }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    asked.end();
  });
}

test('SIGTERM under load resets no connection: each request is answered, or refused before it is sent', async () => {
  const server = await startServe();
  let answered = 0;
  let isWarm = () => {};
  const warm = new Promise<void>((resolve) => {
    isWarm = resolve;
  });
  const clients = Array.from({ length: CLIENTS }, () =>
    askUntilRefused(server.url, () => {
      answered++;
      if (answered === WARM) isWarm();
    }),
  );
  await warm;
  const code = await server.stop();
  const faults = (await Promise.all(clients)).flat();
  expect(faults).toEqual([]);
  expect(answered).toBeGreaterThan(WARM);
  expect(code).toBe(0);
  server.remove();
});

test('for --drain-seconds it goes on answering, and says that it is not ready', async () => {
  const server = await startServe(['--drain-seconds', '1']);
  const agent = new Agent();
  expect(await ask(`${server.url}/readyz`, agent)).toBe(200);
  const ended = server.stop();
  const seen: (number | string)[] = [];
  for (;;) {
    const ready = await ask(`${server.url}/readyz`, agent);
    if (ready === 'ECONNREFUSED') break;
    // Between the two the server may have stopped.
    if (ready === 503) seen.push(await ask(`${server.url}/gate`, agent));
  }
  expect(await ended).toBe(0);
  expect(seen.length).toBeGreaterThan(1);
  expect(new Set(seen.slice(0, -1))).toEqual(new Set([401]));
  server.remove();
});
