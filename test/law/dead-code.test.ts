import { expect, test } from 'vitest';
import { deadCode } from '../../tools/laws/dead-code.ts';
import { scratch } from './scratch.ts';

const PACKAGE = JSON.stringify({ name: 'scratch', type: 'module', dependencies: { pg: '8.23.1' } });
const CONFIG = JSON.stringify({ entry: ['src/main.ts'], project: ['src/**/*.ts'] });

test('an unused file, export and dependency', async () => {
  const root = scratch([], {
    'package.json': PACKAGE,
    'knip.json': CONFIG,
    'src/main.ts': "import { used } from './part.ts';\n\nused();\n",
    'src/part.ts': 'export const used = (): void => {};\nexport const unused = (): void => {};\n',
    'src/lonely.ts': 'export {};\n',
  });
  const faults = (await deadCode.faults(root)).join('\n');
  expect(faults).toMatch(/Unused files.*src\/lonely\.ts/s);
  expect(faults).toMatch(/Unused exports.*unused/s);
  expect(faults).toMatch(/Unused dependencies.*pg/s);
});
