import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ACCOUNT, startServe } from './running-server.ts';
import { openShell } from './transcript.ts';

const shell = openShell();
afterAll(() => shell.close());

describe('mintmark serve', () => {
  let server: Awaited<ReturnType<typeof startServe>>;
  beforeAll(async () => {
    server = await startServe();
  });
  afterAll(() => server.remove());

  test('prints the account of the first start once, with the next commands, on stderr', async () => {
    await vi.waitFor(() => expect(server.output.stderr).toContain('npx mintmark mint'));
    const { stdout, stderr } = server.output;
    expect(JSON.parse(stdout)).toEqual({
      url: server.url,
      port: Number(new URL(server.url).port),
      first_account: { api_key: ACCOUNT.key, api_secret: ACCOUNT.secret },
      sign_in_link: expect.stringMatching(`^${server.url}/first-start#`),
    });
    expect(stderr).toContain(`Mintmark listens on ${server.url}`);
    expect(stderr).toContain(`API key     ${ACCOUNT.key}`);
    // A secret that was chosen is known already, and stays out of logs.
    expect(stderr).not.toContain(ACCOUNT.secret);
  });

  test('a data directory has one owner', () => {
    const { stderr, code } = shell.run(`mintmark serve --port 0 --data ${join(server.directory, 'data')}`);
    expect(stderr).toMatch(/^mintmark: The data directory .* is in use by process \d+\. Stop that process/);
    expect(code).toBe(2);
  });

  test('ends in order on SIGTERM, and refuses the database of a newer Mintmark', async () => {
    expect(await server.stop()).toBe(0);
    const data = join(server.directory, 'data');
    const database = new DatabaseSync(join(data, 'mintmark.db'));
    database.exec("insert into kysely_migration (name, timestamp) values ('0099_later', '2030-01-01')");
    database.close();
    const { stderr, code } = shell.run(`mintmark serve --port 0 --data ${data}`);
    expect(stderr).toMatch(/^mintmark: The database has schema version 99; this Mintmark knows versions up to \d+\./);
    expect(code).toBe(2);
  });
});

describe('what keeps the server from starting is told in one sentence', () => {
  test('a port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { stderr, code } = shell.run(`mintmark serve --port ${port}`);
    other.close();
    expect(stderr).toBe(
      `mintmark: Port ${port} on 127.0.0.1 is in use. Stop the program that uses it, or choose another port: --port or MINTMARK_PORT.\n`,
    );
    expect(code).toBe(2);
  });

  test('a data directory that cannot be written', () => {
    const { stderr, code } = shell.run('mintmark serve --port 0 --data /proc/mintmark');
    expect(stderr).toMatch(/^mintmark: The data directory \/proc\/mintmark cannot be written to: .*\n$/);
    expect(code).toBe(2);
  });

  test('a PostgreSQL that does not answer; the password is not told', () => {
    const url = 'postgres://mintmark:Hidden123@127.0.0.1:9/mintmark';
    const { stderr, code } = shell.run(`mintmark serve --port 0 --database-url ${url}`);
    expect(stderr).toMatch(
      /^mintmark: The database 127\.0\.0\.1:9\/mintmark cannot be reached: .+\n {2}Start the database.+\n$/,
    );
    expect(stderr).not.toContain('Hidden123');
    expect(code).toBe(2);
  });
});

test('random credentials are made and printed where none are set', async () => {
  const server = await startServe([], {});
  const credentials = /API key {5}[0-9a-f]{8}\n {2}API secret {2}[A-Za-z0-9]{16}\n/;
  await vi.waitFor(() => expect(server.output.stderr).toMatch(credentials));
  await server.stop();
  server.remove();
});

test('the whole tour finds each cause for what it is, and leaves nothing behind', () => {
  const { stdout, stderr, code } = shell.run(
    'mkdir tmp; TMPDIR=$PWD/tmp mintmark tour; code=$?; ls -A tmp; exit $code',
  );
  expect(stderr).toBe('');
  expect(stdout).toContain('mode 0600: only its owner can read it');
  expect(stdout).toMatch(/\n(\d+) of \1 explained, each by its own cause\. [^\n]*\n$/);
  expect(code).toBe(0);
});
