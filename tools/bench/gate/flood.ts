/**
 * A flood: `node flood.ts URL`, with tokens in one line on stdin. Prints a line when it has begun, and its requests a
 * second when stdin ends. It ends by itself after a minute.
 */
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';

const CONNECTIONS = 32;
const LONGEST_MILLISECONDS = 60_000;

const [url = ''] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
let answered = 0;
let isOver = false;
setTimeout(() => {
  isOver = true;
}, LONGEST_MILLISECONDS).unref();

function askOnce(token: string, at: number): Promise<void> {
  const headers = {
    authorization: `Bearer ${token}`,
    'x-original-method': 'GET',
    'x-original-uri': `/v1/calls/${at}`,
  };
  return new Promise((resolve, reject) => {
    request(url, { agent, headers }, (response) => response.resume().once('end', resolve))
      .once('error', reject)
      .end();
  });
}

async function connection(tokens: readonly string[], own: number): Promise<void> {
  for (let at = own; !isOver; at += CONNECTIONS) {
    await askOnce(tokens[at % tokens.length] as string, at);
    answered++;
  }
}

const input = createInterface({ input: process.stdin });
input.once('line', async (line) => {
  const tokens = line.split(' ');
  const start = performance.now();
  console.log('begun');
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, own) => connection(tokens, own)));
  console.log((answered / (performance.now() - start)) * 1000);
  agent.destroy();
});
input.once('close', () => {
  isOver = true;
});
