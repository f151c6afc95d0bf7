import { expect, test } from 'vitest';
import { house } from '../../tools/law.ts';
import { ROOMS, rooms } from '../../tools/laws/rooms.ts';
import { scratch } from './scratch.ts';

const EMPTY = 'export {};\n';

test('the house keeps the law', async () => {
  expect(await rooms.faults(house)).toEqual([]);
});

test('an import downwards, in the same room, and of another layer', async () => {
  const root = scratch([], {
    'src/core/causes/a.ts': "import '../jws/a.ts';\nimport './b.ts';\n",
    'src/core/causes/b.ts': EMPTY,
    'src/core/jws/a.ts': EMPTY,
    'src/http/problems/a.ts': "import '../../core/causes/a.ts';\n",
  });
  expect(await rooms.faults(root)).toEqual([]);
});

test('an import upwards, of a type too', async () => {
  const root = scratch([], {
    'src/core/jws/a.ts': "import type { A } from '../causes/a.ts';\nexport type B = A;\n",
    'src/core/causes/a.ts': 'export type A = 1;\n',
  });
  expect(await rooms.faults(root)).toEqual(['src/core/jws/a.ts: jws may not import causes, which stands above it']);
});

test('two rooms that need each other', async () => {
  const root = scratch([], {
    'src/http/server/a.ts': "import '../problems/a.ts';\n",
    'src/http/problems/a.ts': "import '../server/a.ts';\n",
  });
  expect(await rooms.faults(root)).toHaveLength(1);
});

test('a room that has no place', async () => {
  const root = scratch([], { 'src/core/utils/a.ts': EMPTY, 'src/adapters/sql/odds/a.ts': EMPTY });
  expect(await rooms.faults(root)).toEqual([
    expect.stringMatching(/^src\/adapters\/sql\/odds\/a\.ts: adapters\/sql has no room odds/),
    expect.stringMatching(/^src\/core\/utils\/a\.ts: core has no room utils/),
  ]);
});

test('a room stands in its layer once', () => {
  for (const order of Object.values(ROOMS)) expect(new Set(order).size).toBe(order.length);
});
