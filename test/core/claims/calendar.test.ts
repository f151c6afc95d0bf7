import { describe, expect, test } from 'vitest';
import { civilTime, secondsOf } from '../../../src/core/claims/calendar.ts';

const DAY = 86_400;
/** A day of each week for 400 years and a bit, so that every rule of the calendar comes by; and the days around each 1 March. */
const DAYS = [
  ...Array.from({ length: 21_000 / 7 }, (_, at) => at * 50 - 30_000),
  ...[0, 4, 1600, 1700, 1899, 1900, 1970, 1999, 2000, 2023, 2024, 2100, 2400, 9999].flatMap((year) =>
    [-366, -2, -1, 0, 1].map((offset) => new Date(Date.UTC(2000, 2, 1)).setUTCFullYear(year) / 1000 / DAY + offset),
  ),
];

test('civilTime is what Date says', () => {
  for (const day of DAYS) {
    for (const rest of [0, 3599, 3600, 45_296, DAY - 1]) {
      const seconds = day * DAY + rest;
      const date = new Date(seconds * 1000);
      expect(civilTime(seconds)).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        hour: date.getUTCHours(),
        minute: date.getUTCMinutes(),
        second: date.getUTCSeconds(),
        weekday: date.getUTCDay(),
      });
    }
  }
});

test('secondsOf takes back what civilTime gives', () => {
  for (const day of DAYS) {
    for (const rest of [0, 3661, DAY - 1]) expect(secondsOf(civilTime(day * DAY + rest))).toBe(day * DAY + rest);
  }
});

describe('secondsOf', () => {
  const time = { year: 2024, month: 1, day: 1, hour: 0, minute: 0, second: 0 };

  test('knows how many days each month has', () => {
    for (const year of [1900, 2000, 2023, 2024, 2100]) {
      for (let month = 1; month <= 12; month++) {
        const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
        expect(secondsOf({ ...time, year, month, day: last })).toBe(Date.UTC(year, month - 1, last) / 1000);
        expect(secondsOf({ ...time, year, month, day: last + 1 })).toBeUndefined();
      }
    }
  });

  test.each([
    [{ month: 0 }],
    [{ month: 13 }],
    [{ day: 0 }],
    [{ day: 32 }],
    [{ hour: 24 }],
    [{ minute: 60 }],
    [{ second: 61 }],
  ])('there is no such time: %j', (change) => {
    expect(secondsOf({ ...time, ...change })).toBeUndefined();
  });

  test.each([
    [{ month: 12, day: 31 }, Date.UTC(2024, 11, 31)],
    [{ hour: 23 }, Date.UTC(2024, 0, 1, 23)],
    [{ minute: 59 }, Date.UTC(2024, 0, 1, 0, 59)],
    [{ second: 59 }, Date.UTC(2024, 0, 1, 0, 0, 59)],
    // A leap second is the first one of the next minute.
    [{ second: 60 }, Date.UTC(2024, 0, 1, 0, 1, 0)],
  ])('there is such a time: %j', (change, milliseconds) => {
    expect(secondsOf({ ...time, ...change })).toBe(milliseconds / 1000);
  });
});
