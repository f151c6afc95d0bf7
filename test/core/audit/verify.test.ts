import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../src/core/audit/canonical.ts';
import { changesBetween } from '../../../src/core/audit/changes.ts';
import type { AuditEntry, AuditLine } from '../../../src/core/audit/entry.ts';
import { lineText, NO_HASH, seal } from '../../../src/core/audit/hash.ts';
import { AUDIT_AREAS, kindsOf } from '../../../src/core/audit/kinds.ts';
import { chainCheck } from '../../../src/core/audit/verify.ts';
import { withheldChange } from '../../../src/core/audit/withheld.ts';

function chain(length: number, account: string | null = 'abcd1234', from = 1, previous = NO_HASH): AuditLine[] {
  const lines: AuditLine[] = [];
  for (let position = from; position < from + length; position++) {
    const entry: AuditEntry = {
      account,
      position,
      at: `2026-11-30T12:00:0${position % 10}.000Z`,
      kind: 'application.updated',
      by: { kind: 'person', id: 'p', name: 'Zoë "\u2028" \ud800', secret_id: null },
      from: { address: '192.0.2.7', user_agent: null },
      subject: { kind: 'application', id: 'a', name: 'Orders' },
      changes: [{ member: 'name', before: null, after: `name ${position}` }],
      previous_hash: lines.at(-1)?.hash ?? previous,
    };
    lines.push(seal(entry));
  }
  return lines;
}

function check(lines: readonly AuditLine[], heads: readonly string[] = []) {
  const checking = chainCheck(heads);
  for (const line of lines) checking.take(lineText(line));
  const chains = checking.end();
  return { chains, faults: checking.faults.map(({ line, kind }) => `${line} ${kind}`), has: checking.has };
}

describe('a chain', () => {
  test('that is whole has no fault, and ends with its head; each account has its own', () => {
    const [one, other] = [chain(3), chain(2, null)];
    const { chains, faults } = check([...one.slice(0, 2), ...other, ...one.slice(2)]);
    expect(faults).toEqual([]);
    expect(chains).toMatchObject([
      { account: 'abcd1234', lines: 3, first: 1, last: 3, head: one[2]?.hash },
      { account: null, lines: 2, head: other[1]?.hash },
    ]);
    expect(check([])).toMatchObject({ chains: [], faults: [] });
  });

  const [a, b, c, d] = chain(4) as [AuditLine, AuditLine, AuditLine, AuditLine];
  const forged = chain(2, 'abcd1234', 3, b.hash).map((line) => seal({ ...line, kind: 'key.revoked' }));
  test.each<[string, readonly AuditLine[], readonly string[]]>([
    ['a changed member', [a, { ...b, kind: 'key.revoked' }, c, d], ['2 changed']],
    ['a changed time', [a, b, { ...c, at: '2026-11-30T12:00:04.000Z' }, d], ['3 changed']],
    ['an added member', [a, { ...b, note: 'x' } as AuditLine, c, d], ['2 changed']],
    ['a line that is gone', [a, b, d], ['3 missing']],
    ['two lines that are gone', [a, d], ['2 missing']],
    ['a beginning that is gone', [c, d], ['1 missing']],
    ['two lines in each other’s place', [a, c, b, d], ['2 missing', '3 out-of-order']],
    ['a line twice', [a, b, b, c, d], ['3 repeated']],
    ['a changed line with a new hash', [a, seal({ ...b, kind: 'key.revoked' }), c, d], ['3 replaced']],
    ['a line of another log in its place', [a, b, ...forged.slice(0, 1), d], ['4 replaced']],
    ['a first line behind another', [seal({ ...a, previous_hash: b.hash })], ['1 replaced']],
  ])('%s is found, where it is', (_, lines, faults) => expect(check(lines).faults).toEqual(faults));

  test('an end that is gone is found by the head that somebody kept, and by nothing else', () => {
    const cut = check([a, b], [d.hash]);
    expect(cut.faults).toEqual([]);
    expect(cut.has(d.hash)).toBe(false);
    // One that was kept earlier is still there.
    expect(check([a, b, c, d], [b.hash]).has(b.hash)).toBe(true);
  });

  test('begins where a line says that the ones before were removed for their age', () => {
    const lines = (hash: string) => {
      const tell = seal({
        ...d,
        kind: 'audit-log.pruned',
        changes: [
          { member: 'last_removed.position', before: 2, after: null },
          { member: 'last_removed.hash', before: hash, after: null },
        ],
        previous_hash: c.hash,
      });
      return [c, tell];
    };
    expect(check(lines(b.hash)).faults).toEqual([]);
    expect(check(lines(a.hash)).faults).toEqual(['1 pruned-otherwise']);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['no object', '[]'],
    ['another object', '{}'],
    ['a member twice', lineText(a).replace('{', '{"position":1,')],
    ['a position that is none', lineText({ ...a, position: 1.5 })],
    ['a hash that is none', lineText({ ...a, hash: 'x' })],
  ])('%s between its lines is no line', (_, text) => {
    const checking = chainCheck();
    checking.take(lineText(a));
    checking.take(text);
    checking.take(lineText(b));
    expect(checking.end()).toMatchObject([{ lines: 2 }]);
    expect(checking.faults.map(({ line, kind }) => [line, kind])).toEqual(text === '' ? [] : [[2, 'unreadable']]);
  });
});

test('the canonical form is that of RFC 8785', () => {
  // RFC 8785 §3.2.2 and §3.2.3.
  const value = {
    numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  };
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
  const order = Object.values(JSON.parse(canonicalJson(names).replace(/"1"/, '"one"')));
  expect(order).toEqual([2, 4, 6, 7, 1, 5, 3]);
  expect(canonicalJson('a\ud800b')).toBe('"a\ufffdb"');
});

test('what differs is told member by member', () => {
  expect(changesBetween({ a: 1, b: { c: [1], d: 'x' }, e: {} }, { a: 1, b: { c: [1, 2] }, f: null, g: false })).toEqual(
    [
      { member: 'b.c', before: [1], after: [1, 2] },
      { member: 'b.d', before: 'x', after: null },
      { member: 'e', before: {}, after: null },
      { member: 'g', before: null, after: false },
    ],
  );
  expect(changesBetween(null, null)).toEqual([]);
});

test('what is secret by its name, its form or its place is withheld', () => {
  const pem = '-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----';
  const kept = [
    { member: 'capabilities.x.signature_secret', before: null, after: 'CANARY' },
    { member: 'name', before: pem, after: ['CANARY-----BEGIN RSA PRIVATE KEY-----'] },
    { member: 'url', before: null, after: 'https://user:CANARY@example.com/hook?a=1&token=CANARY#x' },
    { member: `x${pem}`, before: 1, after: true },
  ].map(withheldChange);
  expect(JSON.stringify(kept)).not.toMatch(/CANARY|MII/);
  expect(kept[2]?.after).toBe('https://…@example.com/hook?a=1&token=…#x');
  expect(String(withheldChange({ member: 'm', before: null, after: 'x'.repeat(5000) }).after)).toHaveLength(2048 + 19);
});

test('a filter means one kind, or all of an area', () => {
  expect(kindsOf('key')).toEqual(['key.added', 'key.saved', 'key.updated', 'key.revoked']);
  expect(kindsOf('key.saved')).toEqual(['key.saved']);
  expect(kindsOf('k')).toEqual([]);
  for (const area of AUDIT_AREAS) expect(kindsOf(area).length).toBeGreaterThan(0);
});
