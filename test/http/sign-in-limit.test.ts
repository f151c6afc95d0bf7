import { beforeEach, describe, expect, test } from 'vitest';
import { emailKey } from '../../src/actions/people/email-address.ts';
import { attemptCounts } from '../../src/http/who/attempt-counts.ts';
import { type SignInAttempt, signInAttempt } from '../../src/http/who/sign-in-limit.ts';
import { browser, firstOwner } from './browser.ts';
import { serve } from './serving.ts';

let now: number;
let limit: ReturnType<typeof limited>;
beforeEach(() => {
  now = 1_790_000_000;
  limit = limited();
});

function limited() {
  const counts = attemptCounts();
  /** What counts now, where nothing was begun. */
  const counted = (one: SignInAttempt) => {
    const { counts: all, proof } = signInAttempt(one);
    return all.filter(({ of }) => of === 'everybody' || (of === 'known') === known.has(proof));
  };
  const known = new Set<string>();
  return {
    begin: (one: SignInAttempt) => counts.count(signInAttempt(one), now).waitSeconds,
    succeeded(one: SignInAttempt) {
      counts.succeeded(signInAttempt(one), counted(one));
      known.add(signInAttempt(one).proof);
    },
    undecided: (one: SignInAttempt) => counts.takeBack(counted(one)),
  };
}

const ADA = emailKey('ada@example.com');
const from = (client: string, key = ADA) => ({ emailKey: key, client });
/** Guesses until one has to wait. @returns how many were judged, and the wait. */
function guess(attempts: Iterable<SignInAttempt>): [number, number] {
  let judged = 0;
  for (const attempt of attempts) {
    const wait = limit.begin(attempt);
    if (wait > 0) return [judged, wait];
    judged++;
  }
  return [judged, 0];
}
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

test('of a thousand guesses from as many networks, in every spelling, five are judged', () => {
  const spellings = [
    'ada@example.com',
    ' ADA@example.com',
    'Ada@EXAMPLE.com ',
    'ａｄａ@example.com',
    'ada@example．com',
  ];
  const attempts = times(1000, (at) => from(`10.${at >> 8}.${at & 255}.1`, emailKey(spellings[at % 5] ?? '')));
  expect(guess(attempts)).toEqual([5, 15]);
});

test('each further failure doubles the wait, up to a quarter of an hour, and an hour forgets all', () => {
  const waits = times(12, () => {
    const [, wait] = guess(times(20, () => from('10.0.0.1')));
    now += wait;
    return wait;
  });
  expect(waits).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900, 900, 900, 900]);
  now += 3600;
  expect(guess(times(20, () => from('10.0.0.1')))).toEqual([5, 15]);
});

test('failures are forgotten an hour after the last one, not a second before', () => {
  guess(times(5, () => from('10.0.0.1')));
  now += 3599;
  expect(limit.begin(from('10.0.0.1'))).toBe(0);
  expect(limit.begin(from('10.0.0.1'))).toBe(30);
  now += 3600;
  expect(guess(times(20, () => from('10.0.0.1')))).toEqual([5, 15]);
});

test('a wait is told in whole seconds, and is never told too short', () => {
  guess(times(5, () => from('10.0.0.1')));
  now += 0.75;
  expect(limit.begin(from('10.0.0.1'))).toBe(15);
  now += 14;
  expect(limit.begin(from('10.0.0.1'))).toBe(1);
  now += 0.25;
  expect(limit.begin(from('10.0.0.1'))).toBe(0);
});

test('a success forgets the failures for the address elsewhere too', () => {
  guess(times(4, () => from('10.0.0.1')));
  limit.begin(from('10.0.0.1'));
  limit.succeeded(from('10.0.0.1'));
  expect(guess(times(20, () => from('10.0.0.2')))).toEqual([5, 15]);
});

test('320 characters of an address tell it from others', () => {
  const start = 'a'.repeat(319);
  guess(times(5, (at) => from(`10.0.${at}.1`, `${start}b${at}`)));
  expect(limit.begin(from('10.0.9.1', `${start}bx`))).toBe(15);
  expect(limit.begin(from('10.0.9.1', `${start}cx`))).toBe(0);
});

test('an attempt that has to wait counts for nothing', () => {
  guess(times(5, () => from('10.0.0.1')));
  for (let at = 0; at < 100; at++) limit.begin(from('10.0.0.1'));
  expect(limit.begin(from('10.0.0.1'))).toBe(15);
  now += 15;
  expect(limit.begin(from('10.0.0.1'))).toBe(0);
});

describe('who has signed in from a network', () => {
  beforeEach(() => {
    expect(limit.begin(from('192.0.2.7'))).toBe(0);
    limit.succeeded(from('192.0.2.7'));
  });

  test('is not locked out by strangers elsewhere, nor helps them', () => {
    expect(guess(times(1000, (at) => from(`10.0.${at >> 8}.${at & 255}`)))).toEqual([5, 15]);
    expect(limit.begin(from('192.0.2.7'))).toBe(0);
    expect(limit.begin(from('10.0.0.1'))).toBe(15);
  });

  test('is slowed down like all others for the guesses made there', () => {
    expect(guess(times(20, () => from('192.0.2.7')))).toEqual([5, 15]);
  });
});

test('a success forgets the failures before it; what is undecided counts for nothing', () => {
  guess(times(4, () => from('10.0.0.1')));
  limit.begin(from('10.0.0.1'));
  limit.succeeded(from('10.0.0.1'));
  expect(guess(times(20, () => from('10.0.0.1')))[0]).toBe(5);
  const other = from('10.0.0.2', 'b@example.com');
  for (let at = 0; at < 30; at++) {
    expect(limit.begin(other)).toBe(0);
    limit.undecided(other);
  }
  // What was never counted is not taken off.
  limit.undecided(other);
  expect(guess(times(20, () => other))).toEqual([5, 15]);
});

test('a success takes one failure off its network, and no more', () => {
  expect(guess(times(49, (at) => from('10.0.0.1', `${at}@example.com`)))).toEqual([49, 0]);
  expect(limit.begin(from('10.0.0.1'))).toBe(0);
  limit.succeeded(from('10.0.0.1'));
  expect(guess(times(2, (at) => from('10.0.0.1', `x${at}@example.com`)))).toEqual([1, 15]);
});

describe('memory', () => {
  const somebody = (at: number) => from(`10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`, `${at}@example.com`);

  test('holds 10,000 counts, those that went up last', () => {
    const [first, second] = [from('192.0.2.1', 'one@example.com'), from('192.0.2.2', 'two@example.com')];
    guess(times(6, () => first));
    guess(times(6, () => second));
    // Each adds two counts, one for the address and one for the network.
    for (let at = 0; at < 4998; at++) limit.begin(somebody(at));
    expect(limit.begin(first)).toBe(15);
    limit.begin({ ...somebody(0), emailKey: 'one more' });
    expect(limit.begin(second)).toBe(15);
    expect(limit.begin(first)).toBe(0);
  });

  test('holds 10,000 networks from which people have signed in, the last ones', () => {
    const known = (at: number): boolean => {
      // Strangers lock out who is not known from a network.
      for (let stranger = 0; stranger < 6; stranger++) limit.begin(from(`172.16.${stranger}.1`, `${at}@example.com`));
      return limit.begin(somebody(at)) === 0;
    };
    for (let at = 0; at < 10_000; at++) limit.succeeded(somebody(at));
    limit.succeeded(somebody(0));
    expect(known(1)).toBe(true);
    limit.succeeded(somebody(10_000));
    expect([known(0), known(1), known(2), known(10_000)]).toEqual([true, false, true, true]);
  });
});

test('one network that tries many addresses is stopped, in IPv6 too', () => {
  expect(guess(times(1000, (at) => from('10.0.0.1', `${at}@example.com`)))[0]).toBe(50);
  expect(guess(times(1000, (at) => from(`2001:db8::${at.toString(16)}`, `x${at}@example.com`)))[0]).toBe(50);
});

test('the server answers 429 with Retry-After, the same for who is known and who is not', async () => {
  const server = await serve();
  await firstOwner(server);
  const stranger = () => browser(server, { 'x-forwarded-for': `10.0.0.${Math.ceil(Math.random() * 250)}` });
  for (const email of ['ada@example.com', 'nobody@example.com']) {
    const statuses: number[] = [];
    for (let at = 0; at < 6; at++) statuses.push((await stranger().signIn(email, `guess ${at}`)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const last = await stranger().signIn(email.toUpperCase());
    expect([last.status, last.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^1[345]$/)]);
  }
  await server.close();
});
