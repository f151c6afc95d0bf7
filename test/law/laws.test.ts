import { describe, expect, test } from 'vitest';
import { house } from '../../tools/law.ts';
import { laws } from '../../tools/laws/index.ts';

describe('the law holds', () => {
  test.each(laws.map((law) => [law.name, law] as const))(
    '%s',
    async (_name, law) => {
      const faults = await law.faults(house);
      expect(faults.join('\n')).toBe('');
    },
    180_000,
  );
});
