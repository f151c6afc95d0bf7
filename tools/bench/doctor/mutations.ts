import { openRunKit } from '../../../src/cli/break/run-kit.ts';
import { diagnose, examine, verdictOf } from '../../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { pick, type Row, randomFrom } from './row.ts';

/** Mending judges an input again up to four times, and words are written for what is found: one in so many has both. */
const TOLD_EACH = 8;
const CHARACTERS = [
  '.',
  '=',
  '+',
  '/',
  '-',
  '_',
  ' ',
  '\n',
  '\0',
  '"',
  '{',
  'A',
  'Q',
  'e',
  '0',
  '\u00e9',
  '\u200b',
  '\ud800',
];

/** Good requests with random edits, the same ones for the same seed: nothing is thrown, and nothing is accepted but what was signed. */
export function mutations(count: number, seed: number): readonly Row[] {
  const kit = openRunKit()(1);
  const token = kit.mint();
  const publicKey = kit.publicKey('active');
  const random = randomFrom(seed);
  const thrown: string[] = [];
  const accepted: string[] = [];
  for (let turn = 0; turn < count; turn++) {
    const credentials = edited(`Bearer ${token}`, random);
    const target = random() < 0.2 ? edited('/v1/calls?page=2', random) : '/v1/calls';
    const key = random() < 0.02 ? edited(publicKey, random) : publicKey;
    const fields = [
      ['Host', 'api.nexmo.com'],
      ['Authorization', credentials],
    ] as const;
    const input: Input = { now: kit.now, publicKey: key, request: { method: 'GET', target, fields } };
    try {
      // Another spelling of the scheme, and blanks behind it, leave the token as it was signed.
      const isSame = /^bearer +/i.test(credentials) && credentials.replace(/^bearer +/i, '') === token;
      if (verdict(input, turn % TOLD_EACH === 0) === 'accepted' && !isSame) accepted.push(`turn ${turn}`);
    } catch (error) {
      thrown.push(`turn ${turn}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const number = `${count.toLocaleString('en')} mutations (each ${TOLD_EACH}th mended and told as well)`;
  return [
    {
      name: `${number}: exceptions`,
      result: String(thrown.length),
      wanted: '0',
      met: thrown.length === 0,
      misses: thrown,
    },
    {
      name: `${number}: accepted and not as signed`,
      result: String(accepted.length),
      wanted: '0',
      met: accepted.length === 0,
      misses: accepted,
    },
  ];
}

function verdict(input: Input, isTold: boolean): string {
  if (isTold) return diagnose(input).verdict;
  const evidence = observe(input);
  return verdictOf(evidence, examine(evidence).findings);
}

function edited(text: string, random: () => number): string {
  let out = text;
  for (let edits = 1 + Math.floor(random() * 3); edits > 0; edits--) {
    const at = Math.floor(random() * (out.length + 1));
    const end = Math.min(out.length, at + 1 + Math.floor(random() ** 4 * 40));
    const change = Math.floor(random() * 6);
    if (change === 0) out = out.slice(0, at) + out.slice(end);
    else if (change === 1) out = out.slice(0, at) + pick(random, CHARACTERS) + out.slice(at);
    else if (change === 2) out = out.slice(0, at) + pick(random, CHARACTERS) + out.slice(at + 1);
    else if (change === 3) out = out.slice(0, end) + out.slice(at);
    else if (change === 4) out = out.slice(0, at) + out.slice(at, end).toUpperCase() + out.slice(end);
    else out = out.slice(0, at) + [...out.slice(at, end)].reverse().join('') + out.slice(end);
  }
  return out;
}
