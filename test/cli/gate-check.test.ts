import { spawn } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { BIN } from './transcript.ts';

const TOKEN = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.c2VjcmV0';

async function serveApi(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/things`;
}

function gateCheck(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const env = { PATH: process.env['PATH'], PROBE_TOKEN: TOKEN };
  const child = spawn(process.execPath, [BIN, 'gate', 'check', ...args], { env });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...output })));
}

const reject: RequestListener = (_request, response) => {
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  response.writeHead(401, { ...headers, 'www-authenticate': 'Bearer realm="mintmark"' });
  response.end(JSON.stringify({ title: 'Nothing was sent', cause: 'authorization-missing' }));
};

test('an API that lets everybody in: the faults, what to change, exit code 1', async () => {
  const url = await serveApi((_request, response) => void response.setHeader('server', 'nginx/1.22').end('{}'));
  const { code, stdout } = await gateCheck(url);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^fault\n/);
  expect(stdout).toMatch(/^fault +a request without a token is rejected +answered with 200/m);
  expect(stdout).toContain('  nginx    auth_request in the location');
  // The proxy says which one it is.
  expect(stdout).not.toContain('HAProxy');
});

test('a gate, and no token to look behind it: exit code 3, and why', async () => {
  const { code, stdout } = await gateCheck(await serveApi(reject), '--json');
  expect(code).toBe(3);
  const { verdict, rows, requests } = JSON.parse(stdout);
  expect(verdict).toBe('cannot-tell');
  expect(rows.filter((row: { result: string }) => row.result === 'fault')).toEqual([]);
  expect(rows).toContainEqual(
    expect.objectContaining({ result: 'not-checked', why: 'no token was given: --token', change: null }),
  );
  expect(requests).toBeLessThanOrEqual(150);
});

test('a token that the gate never gets is a fault, and is not printed', async () => {
  const args = ['--token', 'env:PROBE_TOKEN', '--forbidden-path', '/v2/secret'];
  const { code, stdout, stderr } = await gateCheck(await serveApi(reject), ...args);
  expect(code).toBe(1);
  expect(stdout).toContain('Authorization is lost on the way');
  expect(stdout + stderr).not.toContain(TOKEN.slice(0, 12));
});

test.each([
  [['nowhere'], 'URL has to be an http or https URL'],
  [['http://127.0.0.1:9/', '--path', 'v1'], '--path has to begin with /'],
  [['http://127.0.0.1:9/', '--token', 'Bearer x'], '--token holds characters'],
])('%j is told before anything is sent', async (args, words) => {
  const { code, stderr } = await gateCheck(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

test('where nothing answers, exit code 4', async () => {
  expect((await gateCheck('http://127.0.0.1:1/x')).code).toBe(4);
});
