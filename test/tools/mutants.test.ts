import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { house, projectFiles } from '../../tools/law.ts';
import { changesOf } from '../../tools/mutants/changes.ts';
import { nearestTests } from '../../tools/mutants/nearest.ts';
import { changedRegExps } from '../../tools/mutants/reg-exps.ts';
import { remarks } from '../../tools/mutants/remarks.ts';
import { reportOn } from '../../tools/mutants/report.ts';
import { sampled } from '../../tools/mutants/sample.ts';
import { Switches } from '../../tools/mutants/switches.ts';
import { parse } from '../../tools/mutants/syntax.ts';
import { Bench } from '../../tools/mutants/trial.ts';
import { changed, weave } from '../../tools/mutants/weave.ts';
import { scratch } from '../law/scratch.ts';

/** Each change of a source, as the whole source with that change in it. */
const allOf = (source: string) =>
  changesOf(source, 'a.ts').map((change) => changed(source, { start: 0, end: source.length }, change));
const numberedIn = (source: string) => changesOf(source, 'a.ts').map((change, id) => ({ ...change, id }));

describe('changesOf', () => {
  test.each([
    ['x = a === b;', ['', 'x = true;', 'x = false;']],
    ['x = a < b;', ['', 'x = true;', 'x = false;', 'x = a <= b;']],
    ['x = a < 5;', ['', 'x = true;', 'x = false;', 'x = a <= 5;', 'x = a < 4;']],
    ['x = 5 < a;', ['', 'x = true;', 'x = false;', 'x = 6 < a;', 'x = 5 <= a;']],
    ['x = a && b;', ['', 'x = a;', 'x = b;']],
    ['x = a ?? b;', ['', 'x = a;', 'x = b;']],
    ['x = (a === b) && c;', ['', 'x = a === b;', 'x = c;']],
    ['x = a + b;', ['', 'x = a - b;']],
    ["x = a + 'b';", ['']],
    ['x += 1;', ['', 'x -= 1;', 'x += 2;']],
    ['i++;', ['', 'i--;']],
    ['--i;', ['', '++i;']],
    ['x = !a;', ['', 'x = a;']],
    ['x = -a;', ['', 'x = a;']],
    ['x = true;', ['', 'x = false;']],
    ['x = 2n;', ['', 'x = 3n;']],
    ['x = 1e21;', ['']],
    ['x = a?.b?.[1];', ['', 'x = a.b?.[1];', 'x = a?.b[1];', 'x = a?.b?.[2];']],
    ['x = a.every(b);', ['', 'x = a.some(b);']],
    ['x = a.slice(b);', ['', 'x = a;']],
    ['x = (a ?? b).slice(c);', ['', 'x = (a ?? b);', 'x = (a).slice(c);', 'x = (b).slice(c);']],
    ['x = a.toString();', ['']],
    ['x = a?.slice(b);', ['', 'x = a;', 'x = a.slice(b);']],
    ['if (a) b();', ['if (true) b();', 'if (false) b();']],
    ['if (a && b) c();', ['if (false) c();', 'if (a) c();', 'if (b) c();']],
    ['if (a || b) c();', ['if (true) c();', 'if (a) c();', 'if (b) c();']],
    ['while (a) b();', ['while (false) b();', 'while (a) ']],
    ['const LIMIT = 5;', ['const LIMIT = 6;', 'const LIMIT = 4;']],
    ["import a from 'b'; type A = 1 | true; interface B { c: 2 }", []],
    ["'use strict';", []],
  ])('%s', (source, expected) => {
    expect(allOf(source).sort()).toEqual([...expected].sort());
  });

  test.each([
    ['f = () => { throw a; };', ['f = () => {  };']],
    ['f = () => { if (a) { return b; } c(); };', ['f = () => { if (a) { return b; }  };']],
    ['f = () => { return a; };', ['f = () => {  };']],
  ])('a statement that is gone: %s', (source, expected) => {
    expect(allOf(source)).toEqual(expect.arrayContaining(expected));
  });

  test('a statement that is all of a branch is not gone twice', () => {
    expect(allOf('function f() { if (a) return; b(); }')).not.toContain('function f() { if (a)  b(); }');
  });

  test('to give back nothing at the end of a function is what it does anyway', () => {
    expect(allOf('function f() { return undefined; }')).toEqual([]);
    expect(allOf('function f() { return a; }')).toEqual(['function f() {  }']);
  });

  test('regular expressions lose an anchor, a repetition or a flag', () => {
    expect(changedRegExps('/^a+[+$]\\+$/i')).toEqual([
      '/(?:)a+[+$]\\+$/i',
      '/^a*[+$]\\+$/i',
      '/^a+[+$]\\+(?:)/i',
      '/^a+[+$]\\+$/',
    ]);
  });
});

describe('weave', () => {
  const source = `
    let count = 0;
    const seen: string[] = [];
    for (let i = 0; i < 3; i++) { if (i === 1 && !seen.includes('x')) continue; seen.push(String(i - 1)); count += i; }
    return [count, seen.slice(1), seen.at(-1)?.length ?? (2 as number)];
  `;
  const run = (text: string, ask: (id: number) => boolean): string => {
    try {
      return JSON.stringify(new Function('$changed', text.replaceAll(/: string\[\]| as number/g, ''))(ask));
    } catch (error) {
      return String(error);
    }
  };

  test('with no change on, the source does what it did; with one on, what the changed source does', () => {
    const inFunction = `function f() {${source}}`;
    const changes = numberedIn(inFunction);
    expect(changes.length).toBeGreaterThan(15);
    const woven = `${weave(inFunction, changes)}\nreturn f();`;
    expect(run(woven, () => false)).toBe(run(source, () => false));
    for (const change of changes) {
      const switches = new Switches();
      switches.turnOn(change.id, 10);
      const alone = changed(inFunction, { start: 0, end: inFunction.length }, change);
      const result = run(woven, switches.ask);
      // A change that never ends is stopped by its switch; by itself it would hang here.
      if (!switches.isEndless) expect(result, alone).toBe(run(`${alone}\nreturn f();`, () => false));
    }
  });
});

test('whatever the house is written in can be woven', async () => {
  const sources = (await projectFiles(house)).filter((path) => /^src\/.*\.tsx?$/.test(path));
  for (const path of sources) {
    const text = readFileSync(join(house, path), 'utf8');
    const changes = changesOf(text, path).map((change, id) => ({ ...change, id }));
    expect(() => parse(weave(text, changes), path), path).not.toThrow();
  }
});

describe('constants of the module', () => {
  test('made of literals, are changed where they are read', () => {
    const source = 'const A = 5;\nconst B = 2 * 3;\nconst f = (x: number) => x < A + B || A.b({ a: A });';
    const woven = weave(source, numberedIn(source));
    expect(woven).toContain('const A = 5;\nconst B = 2 * 3;');
    expect(woven).toContain('($changed(0)?(6):$changed(1)?(4):(A))');
    expect(woven.match(/\$changed\(0\)/g)).toHaveLength(3);
    expect(woven).toMatch(/\?\(2 \/ 3\):\$changed\(\d\)\?\(2 \* 4\):\(B\)/);
  });

  test.each([
    'export const A = 5; f(A);',
    'const A = 5; export { A };',
    'const A = 5; f({ A });',
    'const A = 5; f((A: number) => A);',
    'const A = f(5); f(A);',
    'const A = /a+/g; f(A);',
  ])('stay where they are: %s', (source) => {
    expect(weave(source, numberedIn(source))).toMatch(/A = .*\$changed/);
  });
});

test('a switch that is asked without end says so', () => {
  const switches = new Switches();
  switches.ask(1);
  switches.ask(1);
  expect([...switches.takeCounts()]).toEqual([[1, 2]]);
  switches.turnOn(1, 2);
  expect(() => {
    while (switches.ask(1));
  }).toThrow('a loop without an end');
  expect(switches.isEndless).toBe(true);
});

test('remarks stand at the end of a line, or alone before it', () => {
  const source = 'a(); // mutants: one\n// mutants: two\nb();\nc(); // of mutants';
  expect([...remarks(source)]).toEqual([
    [1, 'one'],
    [3, 'two'],
  ]);
});

test('a sample is the same for the same seed, in order, and of the size that was asked for', () => {
  const all = Array.from({ length: 50 }, (_, index) => index);
  fc.assert(
    fc.property(fc.nat(60), fc.nat(), (count, seed) => {
      const chosen = sampled(all, count, seed);
      expect(chosen).toEqual(sampled(all, count, seed));
      expect(chosen).toEqual([...new Set(chosen)].sort((a, b) => a - b));
      expect(chosen).toHaveLength(Math.min(count, 50));
    }),
  );
  expect(sampled(all, 5, 1)).not.toEqual(sampled(all, 5, 2));
});

test('the nearest tests: those in the mirrored folder, the one of the same name first, then those that import it', () => {
  const files = [
    'test/core/claims/acl.test.ts',
    'test/core/claims/numeric-date.test.ts',
    'test/core/causes/time.test.ts',
    'test/tools/mutants.test.ts',
  ];
  const nearest = nearestTests(house, 'src/core/claims/numeric-date.ts', files);
  expect(nearest.slice(0, 2)).toEqual(['test/core/claims/numeric-date.test.ts', 'test/core/claims/acl.test.ts']);
  expect(nearest).not.toContain('test/tools/mutants.test.ts');
  expect(nearestTests(house, 'tools/mutants/sample.ts', files)).toContain('test/tools/mutants.test.ts');
});

test('in a tree of its own: what is noticed, what is not, what never ends, what loads, and what a remark explains', async () => {
  const source = `const LIMIT = 3;
export const isSmall = (size: number) => size < LIMIT;
export function sum(to: number): number {
  let total = 0;
  for (let i = 0; i <= to; i++) total += i + 1;
  return total;
}
export const sign = (n: number) => (n < 0 ? -1 : 1);
export const same = (n: number) => n * 1; // mutants: times one is over one
const STEP = 1;
export const last = (end: number) => { let i = 0; const step = -(-STEP); while (i < end) i += step; return i; };
export const alive = (n: number) => { if (n === 9) process.kill(process.pid, 'SIGKILL'); return n; };
export const told = (n: number) => n + 1; // mutants: nothing to tell
`;
  const root = scratch([], {
    'package.json': '{ "type": "module" }',
    // Projects, as the house has them: none of them may be the one that runs.
    'vitest.config.ts': `export default { test: { projects: [
      { extends: true, test: { name: 'one', include: ['test/**/*.test.ts'], pool: 'threads', isolate: false } },
    ] } };`,
    'src/a.ts': source,
    'test/a.test.ts': `import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { alive, isSmall, last, same, sign, sum, told } from '../src/a.ts';
test('isSmall', () => { expect([isSmall(2), isSmall(3)]).toEqual([true, false]); });
test('sum', () => { expect(sum(3)).toBe(10); });
test('sign', () => { expect(sign(-1)).toBe(-1); expect(sign(1)).toBe(1); });
test('told', () => { expect(told(1)).toBe(2); expect(same(2)).toBe(2); });
test('last', () => { expect([last(0), last(3)]).toEqual([0, 3]); });
test('alive', () => { expect(alive(2)).toBe(2); });
test('red', () => { expect(1).toBe(2); });
let turn = 0;
beforeEach(() => { turn = 0; });
afterEach(() => { expect(turn).toBeLessThan(2); });
describe('with a hook', () => {
  test('again', () => { turn += 1; expect([told(3), turn]).toEqual([4, 1]); });
});
let runs = 0;
test('once', () => { runs += 1; expect([sign(0), runs]).toEqual([1, 1]); });
`,
  });
  const changes = numberedIn(source);
  const bench = await Bench.open(root, new Map([['src/a.ts', source]]), new Map([['src/a.ts', changes]]));
  try {
    const trial = await bench.attempt(
      changes.map(({ id }) => id),
      ['test/a.test.ts'],
      false,
    );
    const report = reportOn('src/a.ts', source, changes, trial, true);
    expect(report.survived).toEqual([
      'src/a.ts:8:39  n < 0  →  n <= 0',
      'src/a.ts:12:43  n === 9  →  false',
      'src/a.ts:12:49  9  →  10',
    ]);
    expect(report.explained).toEqual(['src/a.ts:9:38  n * 1  →  n / 1: times one is over one']);
    expect(report.idle).toEqual(['src/a.ts:13  every change here is noticed; take the remark away']);
    expect(report.red).toEqual([
      expect.stringContaining('test/a.test.ts: red: AssertionError'),
      expect.stringContaining('test/a.test.ts: once: it does not come out the same again'),
    ]);
    expect(report.noticed).toBe(changes.length - 4);
  } finally {
    await bench.close();
  }
}, 120_000);
