import { expect, test } from 'vitest';
import { fileSize } from '../../tools/laws/file-size.ts';
import { scratch } from './scratch.ts';

const lines = (count: number): string => 'x\n'.repeat(count);

test('300 lines are allowed, 301 are not; generated files are not counted', async () => {
  const root = scratch([], {
    'src/a.ts': lines(300),
    'src/b.ts': lines(301),
    'test/c.test.ts': lines(302),
    'vectors/d.md': lines(900),
    'docs/reference/e.md': lines(900),
    'dist/f.ts': lines(900),
  });
  expect(await fileSize.faults(root)).toEqual([
    'src/b.ts: 301 lines; split it by what it does',
    'test/c.test.ts: 302 lines; split it by what it does',
  ]);
});
