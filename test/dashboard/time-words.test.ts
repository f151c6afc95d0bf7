import { expect, test } from 'vitest';
import { absoluteTime, relativeTime } from '../../src/dashboard/browser/time-words.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

test.each([
  [0, 'moments ago'],
  [-9.9, 'moments ago'],
  [9.9, 'in a moment'],
  [-10, '10 seconds ago'],
  [45, 'in 45 seconds'],
  [59.9, 'in 1 minute'],
  [15 * MINUTE - 1, 'in 15 minutes'],
  [7 * DAY - 1, 'in 7 days'],
  [-MINUTE, '1 minute ago'],
  [-119, '1 minute ago'],
  [-120, '2 minutes ago'],
  [HOUR, 'in 1 hour'],
  [-23 * HOUR, '23 hours ago'],
  [-DAY, '1 day ago'],
  [-30 * DAY, '30 days ago'],
  [-31 * DAY, '1 month ago'],
  [-365 * DAY, '11 months ago'],
  [-366 * DAY, '1 year ago'],
  [3 * 366 * DAY, 'in 3 years'],
])('%d seconds from now: %s', (seconds, words) => {
  expect(relativeTime(new Date(NOW + seconds * 1000), NOW)).toBe(words);
});

test('an absolute time is the formatter of English dates, and UTC', () => {
  const english = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  for (let month = 0; month < 12; month++) {
    const date = new Date(2026, month, month + 1, month, 5 * month, 59 - month);
    const utc = `${date.toISOString().slice(0, 19)}Z`;
    expect(absoluteTime(date)).toBe(`${english.format(date).replace('Sept', 'Sep')} (${utc})`);
  }
});
