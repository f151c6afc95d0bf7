import { describe, expect, test } from 'vitest';
import { applyFilter, filterOf } from '../../src/dashboard/pages/applications/filter.ts';
import { differences, isSame, merge, NEW_VALUES, type Values } from '../../src/dashboard/pages/applications/values.ts';
import { applicationToWire } from '../../src/http/answers/application.ts';
import type { Application } from '../../src/wire/application.ts';
import { application as stored } from '../support/records.ts';

const values = (change: Partial<Values> = {}): Values => ({
  ...NEW_VALUES,
  name: 'Desk',
  capabilities: { voice: {} },
  ...change,
});

const application = (name: string, at: number, capabilities = {}): Application => ({
  ...applicationToWire({ application: stored('', { name }), currentKey: null }),
  id: `00000000-0000-4000-8000-00000000000${at}`,
  created_at: `2026-11-0${at}T00:00:00Z`,
  updated_at: `2026-11-2${9 - at}T00:00:00Z`,
  capabilities,
});

describe('what two people changed at once', () => {
  test('is the same where nothing is, whatever the order of capabilities', () => {
    const [a, b] = [values({ capabilities: { a: {}, b: {} } }), values({ capabilities: { b: {}, a: {} } })];
    expect(isSame(a, b)).toBe(true);
    expect(isSame(values(), values({ capabilities: {} }))).toBe(false);
    expect(isSame(values(), values({ improveAi: null }))).toBe(false);
  });

  test('is merged: what the form changed stays, the rest is theirs', () => {
    const theirs = values({ name: 'Front desk', singleUse: true, capabilities: { voice: {}, rtc: {} } });
    const yours = values({ name: 'My desk', capabilities: { messages: {} } });
    expect(merge(values(), theirs, yours)).toEqual({
      ...NEW_VALUES,
      name: 'My desk',
      singleUse: true,
      capabilities: { rtc: {}, messages: {} },
    });
  });

  test('is told: only what they changed, and what would be saved', () => {
    const theirs = values({ name: 'Front desk', capabilities: {} });
    expect(differences(values(), theirs, values({ name: 'My desk' }))).toEqual([
      { setting: 'Name', before: 'Desk', theirs: 'Front desk', yours: 'My desk' },
      { setting: 'Capability voice', before: '{}', theirs: 'none', yours: 'none' },
    ]);
  });
});

describe('the list', () => {
  const all = [application('Beta', 1, { voice: {} }), application('alpha', 2, { rtc: {} }), application('Gamma', 3)];
  const names = (query: string) => applyFilter(all, filterOf(new URLSearchParams(query))).map(({ name }) => name);

  test.each([
    ['', ['Beta', 'alpha', 'Gamma']],
    ['sort=name', ['alpha', 'Beta', 'Gamma']],
    ['sort=name&order=down', ['Gamma', 'Beta', 'alpha']],
    ['sort=created&order=up', ['Beta', 'alpha', 'Gamma']],
    ['q=AL', ['alpha']],
    ['q=a+rtc', ['alpha']],
    ['q=8000-000000000003', ['Gamma']],
    ['capability=voice', ['Beta']],
    ['capability=constructor', []],
    ['q=nothing', []],
    ['sort=toString', ['Beta', 'alpha', 'Gamma']],
  ])('%s', (query, expected) => expect(names(query)).toEqual(expected));

  test.each([
    ['page=2', 2],
    ['page=0', 1],
    ['page=-3', 1],
    ['page=many', 1],
    ['page=1.9', 1],
  ])('%s is page %d', (query, page) => expect(filterOf(new URLSearchParams(query)).page).toBe(page));
});
