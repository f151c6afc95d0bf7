import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attemptCounts } from '../../src/http/who/attempt-counts.ts';
import { type Attempt, secretAttempt } from '../../src/http/who/failure-limit.ts';
import { basic, FIRST, KEY, type Served, serve } from './serving.ts';

const attempt = (change: Partial<Attempt> = {}): Attempt => ({
  apiKey: KEY,
  client: '198.51.100.7',
  peer: '127.0.0.1',
  ...change,
});

function limited() {
  let now = 1000;
  const counts = attemptCounts();
  const names = (one: Attempt) => secretAttempt(one, 3);
  const begin = (one: Attempt) => counts.count(names(one), now).waitSeconds;
  return {
    begin,
    takeBack: (one: Attempt) => counts.takeBack(names(one).counts),
    succeeded: (one: Attempt) =>
      counts.succeeded(
        names(one),
        names(one).counts.filter(({ isForgiven }) => isForgiven),
      ),
    fail(times: number, one = attempt()) {
      for (let i = 0; i < times; i++) begin(one);
    },
    wait: (change?: Partial<Attempt>) => counts.wait(names(attempt(change)), now),
    pass: (seconds: number) => {
      now += seconds;
    },
  };
}

describe('the limit on API secrets', () => {
  test('stops after the limit, and lets go when the minute is over', () => {
    const { fail, wait, pass } = limited();
    fail(2);
    expect(wait()).toBe(0);
    fail(1);
    expect(wait()).toBe(60);
    pass(59.5);
    expect(wait()).toBe(1);
    pass(0.5);
    expect(wait()).toBe(0);
    fail(2);
    expect(wait()).toBe(0);
    fail(1);
    expect(wait()).toBe(60);
  });

  test('who guesses among many keys is not helped by one that is known', () => {
    const { fail, begin, takeBack, succeeded, wait } = limited();
    for (let n = 0; n < 11; n++) fail(1, attempt({ apiKey: `key-${n}` }));
    begin(attempt());
    takeBack(attempt());
    succeeded(attempt());
    expect(wait({ apiKey: 'another' })).toBe(0);
    fail(1, attempt({ apiKey: 'key-11' }));
    expect(wait({ apiKey: 'another' })).toBe(60);
  });

  test('what is still being judged counts, and what was right or was not judged is taken back', () => {
    const { begin, takeBack, wait } = limited();
    for (let i = 0; i < 3; i++) expect(begin(attempt())).toBe(0);
    expect(begin(attempt())).toBe(60);
    takeBack(attempt());
    expect(wait()).toBe(0);
    expect(begin(attempt())).toBe(0);
    expect(wait()).toBe(60);
    for (let i = 0; i < 5; i++) takeBack(attempt());
    for (let i = 0; i < 3; i++) expect(begin(attempt())).toBe(0);
    expect(wait()).toBe(60);
  });

  test('what is taken back leaves the others counted, and a window with none is over', () => {
    const { begin, takeBack, fail, wait, pass } = limited();
    fail(3);
    for (let i = 0; i < 2; i++) takeBack(attempt());
    fail(2);
    expect(wait()).toBe(60);
    pass(60);
    begin(attempt());
    takeBack(attempt());
    pass(30);
    fail(3);
    expect(wait()).toBe(60);
  });

  test('a window begins with its first failure, and the later ones do not make it longer', () => {
    const { fail, wait, pass } = limited();
    fail(1);
    pass(30);
    fail(2);
    expect(wait()).toBe(30);
  });

  test('does not stop another address, nor the same account from there', () => {
    const { fail, wait } = limited();
    fail(50, attempt({ client: '203.0.113.1', peer: '203.0.113.1' }));
    expect(wait()).toBe(0);
  });

  test('made-up addresses behind one peer do not help', () => {
    const { fail, wait } = limited();
    for (let i = 0; i < 3; i++) fail(1, attempt({ client: `10.0.0.${i}` }));
    expect(wait({ client: '10.0.0.99' })).toBe(60);
  });

  test('a client that proved the secret is not locked out by others behind the same proxy', () => {
    const { fail, wait, succeeded } = limited();
    succeeded(attempt());
    fail(50, attempt({ client: '203.0.113.1' }));
    expect(wait()).toBe(0);
    expect(wait({ client: '203.0.113.1' })).toBe(60);
    fail(3);
    expect(wait()).toBe(60);
  });

  test('many API keys from one peer are stopped too', () => {
    const { fail, wait } = limited();
    for (let i = 0; i < 12; i++) fail(1, attempt({ apiKey: `key${i}` }));
    expect(wait({ apiKey: 'another' })).toBe(60);
  });

  test('many API keys are stopped at four times the limit, not before', () => {
    const { fail, wait } = limited();
    for (let i = 0; i < 11; i++) fail(1, attempt({ apiKey: `key${i}` }));
    expect(wait({ apiKey: 'another' })).toBe(0);
    fail(1, attempt({ apiKey: 'key11' }));
    expect(wait({ apiKey: 'another' })).toBe(60);
    expect(wait({ apiKey: 'another', peer: '127.0.0.2' })).toBe(0);
  });

  test('64 characters of an API key tell it from others', () => {
    const { fail, wait } = limited();
    const start = 'a'.repeat(63);
    fail(3, attempt({ apiKey: `${start}bx` }));
    expect(wait({ apiKey: `${start}by` })).toBe(60);
    expect(wait({ apiKey: `${start}cx` })).toBe(0);
    expect(wait({ apiKey: `c${start.slice(1)}bx` })).toBe(0);
  });

  test('a success takes the failures of that client back', () => {
    const { fail, wait, succeeded } = limited();
    fail(2);
    succeeded(attempt());
    fail(2);
    expect(wait()).toBe(0);
    fail(1);
    expect(wait()).toBe(60);
    succeeded(attempt());
    expect(wait()).toBe(0);
  });

  test('a success of one client takes nothing back that others did behind the same proxy', () => {
    const { fail, wait, succeeded } = limited();
    fail(2, attempt({ client: '203.0.113.1' }));
    succeeded(attempt());
    expect(wait({ client: '203.0.113.2' })).toBe(0);
    fail(1, attempt({ client: '203.0.113.1' }));
    expect(wait({ client: '203.0.113.2' })).toBe(60);
    expect(wait()).toBe(0);
  });

  test('an IPv6 network is one party, and a mapped IPv4 address is that address', () => {
    const { fail, wait } = limited();
    const at = (client: string) => ({ client, peer: client });
    for (let i = 1; i <= 3; i++) fail(1, attempt(at(`2001:db8:1:2::${i}`)));
    expect(wait(at('2001:db8:1:2:ffff::1'))).toBe(60);
    expect(wait(at('2001:db8:1:3::1'))).toBe(0);
    fail(3, attempt(at('::ffff:192.0.2.1')));
    expect(wait(at('192.0.2.1'))).toBe(60);
    expect(wait(at('192.0.2.2'))).toBe(0);
  });

  test('memory is bounded', () => {
    const { fail, wait } = limited();
    fail(3);
    for (let i = 0; i < 10_001; i++) fail(1, attempt({ apiKey: `k${i}`, client: `c${i}`, peer: `p${i}` }));
    expect(wait()).toBe(0);
  });

  test('10,000 clients that proved the secret are remembered, the ones that did last', () => {
    const { fail, wait, succeeded } = limited();
    const client = (i: number) => attempt({ client: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}` });
    fail(3);
    for (let i = 0; i < 10_000; i++) succeeded(client(i));
    expect(wait(client(0))).toBe(0);
    expect(wait(client(1))).toBe(0);
    succeeded(client(0));
    expect(wait(client(1))).toBe(0);
    succeeded(client(10_000));
    expect(wait(client(0))).toBe(0);
    expect(wait(client(1))).toBe(60);
    expect(wait(client(2))).toBe(0);
  });
});

describe('on the server', () => {
  let server: Served;
  beforeAll(async () => {
    server = await serve();
  });
  afterAll(() => server.close());

  test('failures end in 429 with Retry-After, whatever address they name, and the right secret waits too', async () => {
    const ask = (secret: string, i: number) =>
      server.send(
        'GET',
        '/v2/applications',
        undefined,
        { authorization: basic({ key: KEY, secret }), 'x-forwarded-for': `203.0.113.${i}` },
        null,
      );
    const statuses = [];
    for (let i = 0; i < 31; i++) statuses.push((await ask(`Wrong1Secret${i}`, i)).status);
    expect(statuses).toEqual([...Array(30).fill(401), 429]);
    const refused = await ask(FIRST.secret, 200);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.json).toMatchObject({
      type: 'https://developer.vonage.com/api-errors#rate-limited',
      title: 'Rate Limited',
    });
    // Another account from the same place is not concerned.
    const other = await server.send('GET', '/v2/applications', undefined, {}, { key: 'zzzz9999', secret: 'x' });
    expect(other.status).toBe(401);
  });
});

describe('many at once', () => {
  let server: Served;
  beforeAll(async () => {
    server = await serve();
  });
  afterAll(() => server.close());
  const account = async (name: string) => {
    const { json } = await server.send('POST', '/accounts', { name });
    return { key: json.api_key as string, secret: json.secret as string };
  };
  const list = (as: { key: string; secret: string }) => server.send('GET', '/v2/applications', undefined, {}, as);

  test('guesses: no more than the limit are judged, and another account is served meanwhile', async () => {
    const [victim, other] = [await account('Victim'), await account('Other')];
    const guesses = Promise.all(
      Array.from({ length: 150 }, (_, i) => list({ key: victim.key, secret: `Wrong1Secret${i}` })),
    );
    const served = await list(other);
    const statuses = (await guesses).map(({ status }) => status);
    expect(served.status).toBe(200);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(30);
    expect(statuses.filter((status) => ![401, 429, 503].includes(status))).toEqual([]);
  });

  test('the right secret, before it was ever proved, is no guess', async () => {
    const many = await account('Many');
    const answers = await Promise.all(Array.from({ length: 150 }, () => list(many)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });
});
