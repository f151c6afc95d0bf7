import { expect, test } from 'vitest';
import { tell } from '../../src/cli/command/start.ts';
import { usage } from '../../src/cli/terminal/failure.ts';
import { openTerminal } from '../../src/cli/terminal/terminal.ts';

test('a message that quotes what was given shows its control characters, and keeps its own lines', () => {
  const said: string[] = [];
  const terminal = { ...openTerminal('off'), say: (text: string) => void said.push(text) };
  const code = tell(usage('no such file: \u001b[2J\u202ek.key', 'Look: \u009bm\nthere'), terminal, []);
  expect(said).toEqual(['mintmark: no such file: \\u001b[2J\\u202ek.key', '  Look: \\u009bm\nthere']);
  expect(code).toBe(2);
});
