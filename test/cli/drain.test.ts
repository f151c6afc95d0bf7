import { Agent, request } from 'node:http';
import { expect, test } from 'vitest';
import { mint } from '../../src/jwt.ts';
import { ACCOUNT, startServe } from './running-server.ts';

const CLIENTS = 40;
/** Answers before the server is told to end. */
const WARM = 400;

/** Asks again and again on a connection that is kept, until the server takes none any more. @returns what else went wrong */
async function askUntilRefused(url: string, token: string | undefined, onAnswer: () => void): Promise<string[]> {
  const wanted = token === undefined ? 401 : 204;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const faults: string[] = [];
  try {
    for (;;) {
      const outcome = await ask(`${url}/gate`, agent, token);
      if (outcome === 'ECONNREFUSED') return faults;
      if (outcome === wanted) onAnswer();
      else faults.push(String(outcome));
    }
  } finally {
    agent.destroy();
  }
}

function ask(url: string, agent: Agent, token?: string): Promise<number | string> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return new Promise((resolve) => {
    const asked = request(url, { agent, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    asked.end();
  });
}

async function acceptedToken(url: string): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${ACCOUNT.key}:${ACCOUNT.secret}`).toString('base64')}`;
  const response = await fetch(`${url}/v2/applications`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'until the end' }),
  });
  const { id, keys } = (await response.json()) as { id: string; keys: { private_key: string } };
  return mint({ application_id: id }, keys.private_key);
}

test.each([
  ['one process', []],
  ['workers', ['--workers', '2']],
])(
  'SIGTERM under load resets no connection of %s: each request is answered, or refused before it is sent',
  async (_, args) => {
    const server = await startServe(args);
    let answered = 0;
    let isWarm = () => {};
    const warm = new Promise<void>((resolve) => {
      isWarm = resolve;
    });
    const token = await acceptedToken(server.url);
    const clients = Array.from({ length: CLIENTS }, (_client, at) =>
      askUntilRefused(server.url, at % 2 === 0 ? token : undefined, () => {
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
  },
);

test.each([
  ['one process', []],
  ['workers', ['--workers', '2']],
])('for --drain-seconds %s go on answering, and say that they are not ready', async (_, args) => {
  const server = await startServe(['--drain-seconds', '1', ...args]);
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
