import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../programs/triaging.ts', import.meta.url));
const NOW = 1_790_000_000;

/** Every line has something of its own: an application, a jti, and now and then a path, a client, a claim, a form. */
function logLine(index: number): string {
  const name = index.toString(16).padStart(12, '0');
  if (index % 50 === 1) return `no request at all ${name}`;
  const claims = {
    application_id: `7c9e6679-7425-40de-944b-${name}`,
    iat: NOW - (index % 20_000),
    jti: `0f8fad5b-d9cb-469f-a165-${name}`,
    ...(index % 1000 === 2 && { [`claim_${name}`]: name }),
  };
  const parts = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const token = `${parts.join('.')}.${'A'.repeat(342)}`;
  return JSON.stringify({
    time: NOW + index / 10,
    method: 'POST',
    path: index % 10 === 3 ? `/v1/calls?page=${name}` : `/v1/calls/${name}`,
    status: 401,
    id: name,
    headers: {
      host: 'api.nexmo.com',
      'user-agent': index % 1000 === 4 ? `client/${name}` : 'client/1',
      authorization: index % 1000 === 5 ? `Bearer ${name}` : `Bearer ${token}`,
    },
    ...(index % 1000 === 6 && { [`form_${name}`]: index }),
  });
}

function* log(lines: number): Generator<string> {
  for (let index = 0; index < lines; index += 100)
    yield `${Array.from({ length: 100 }, (_, offset) => logLine(index + offset)).join('\n')}\n`;
}

async function triage(lines: number) {
  const child = spawn(process.execPath, ['--expose-gc', PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [said] = await Promise.all([
    text(child.stdout),
    pipeline(Readable.from(log(lines)), child.stdin),
    once(child, 'close'),
  ]);
  return JSON.parse(said) as { held: number; lines: number; judged: number; unread: number };
}

test('memory does not grow with the log, whatever differs from line to line', { timeout: 300_000 }, async () => {
  const few = await triage(20_000);
  const many = await triage(120_000);
  expect([few.lines, many.lines]).toEqual([20_000, 120_000]);
  expect(many.unread).toBe(2400);
  expect(many.judged).toBe(117_600);
  // To keep forty bytes of each line would be more.
  expect((many.held - few.held) / 1e6).toBeLessThan(4);
});
