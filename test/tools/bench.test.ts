import { describe, expect, test } from 'vitest';
import { chart } from '../../tools/bench/chart.ts';
import { performancePage } from '../../tools/bench/page.ts';
import { race, spread } from '../../tools/bench/rounds.ts';
import { SUITES, type Suite } from '../../tools/bench/suites.ts';
import { markdownTable, textTable } from '../../tools/bench/table.ts';

const SUITE: Suite = { name: 'x', question: 'Which is <faster>?', unit: 'times', run: async () => ({ standings: [] }) };
const STANDINGS = [
  { name: 'baseline', perCpuSecond: spread([1000]), ratio: spread([1]) },
  { name: 'mintmark & co', perCpuSecond: spread([2000, 2400]), ratio: spread([2, 2.4, 2.2]) },
];

test('a spread is the least, the median and the greatest', () => {
  expect(spread([3, 1, 2])).toEqual({ min: 1, median: 2, max: 3 });
  expect(spread([4, 1, 2, 3])).toEqual({ min: 1, median: 2.5, max: 4 });
});

test('a race measures each contender against the first', async () => {
  const spin = (times: number) => () => {
    let sum = 0;
    for (let i = 0; i < times; i += 1) sum += Math.sqrt(i);
    return sum;
  };
  const [baseline, twice] = await race([
    { name: 'once', work: spin(20_000) },
    { name: 'twice', work: spin(40_000) },
  ]);
  expect(baseline?.ratio).toEqual({ min: 1, median: 1, max: 1 });
  expect(twice?.ratio.median).toBeGreaterThan(0.3);
  expect(twice?.ratio.median).toBeLessThan(0.75);
});

describe('the same figures', () => {
  test('in a table for the terminal', () => {
    expect(textTable(STANDINGS, SUITE)).toBe(
      [
        '                per CPU second   ratio     min to max',
        'baseline                 1,000    1.00   1.00 to 1.00',
        'mintmark & co            2,200    2.20   2.00 to 2.40',
      ].join('\n'),
    );
  });

  test('as time, where less is better', () => {
    expect(textTable(STANDINGS, { ...SUITE, lowerIsBetter: true })).toContain('CPU milliseconds');
    expect(markdownTable(STANDINGS, { ...SUITE, lowerIsBetter: true })).toContain('| baseline | 1.0 | 1.00 |');
  });

  test('in the page, with what is remarked below them', () => {
    const done = { suite: SUITE, standings: STANDINGS };
    const page = performancePage('a machine', [
      { ...done, remarks: ['One.', 'Two.'] },
      { ...done, remarks: [] },
    ]);
    const table = markdownTable(STANDINGS, SUITE);
    const section = `## Which is <faster>?\n\nRatio: times.\n\n${table}\n`;
    expect(page).toContain(`\n\n${section}\nOne.\nTwo.\n\n${section}`);
    expect(page.endsWith(`${section}`)).toBe(true);
  });

  test('of ours alone, as they are', () => {
    const figures = [
      ['', 'median'],
      ['first', '7'],
    ];
    const page = performancePage('a machine', [{ suite: SUITE, standings: [], figures }]);
    expect(page).toContain('In times.\n\n|  | median |\n| --- | ---: |\n| first | 7 |\n');
  });

  test('in a chart that can be read aloud', () => {
    const svg = chart(SUITE, STANDINGS);
    expect(svg).toContain('<title id="t">Which is &lt;faster&gt;?</title>');
    expect(svg).toContain('baseline: 1.00; mintmark &amp; co: 2.20');
    expect(svg.match(/<rect /g)).toHaveLength(2);
  });
});

test('every suite has a name and says how to read its ratio', () => {
  expect(SUITES.map((suite) => suite.name)).toEqual([
    'verify',
    'mint',
    'start',
    'gate',
    'first-sight',
    'refusals',
    'nodes',
    'scale',
  ]);
  for (const suite of SUITES) expect(suite.unit).toMatch(/(higher|lower) is better$/);
});
