import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type ChainFault, type CheckedChain, chainCheck } from '../../../core/audit/verify.ts';
import { defineCommand } from '../../command/command.ts';
import { tellStartFailure } from '../../server/run-server.ts';
import { EXIT, reasonOf, usage } from '../../terminal/failure.ts';
import { table } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';

/** What was found, in an export or in a database. */
interface Found {
  readonly chains: readonly CheckedChain[];
  readonly faults: readonly ChainFault[];
  readonly misfits: readonly string[];
  readonly unknownHeads: readonly string[];
}

export const verify = defineCommand({
  name: 'audit verify',
  about: [
    'Without FILE: the audit log of every account, in the data directory (--data) or in PostgreSQL. The server can keep running.',
    'Finds a line that was changed, removed, added or moved, and names it. Lines that were cut off at the end leave no gap: to find that, keep the HEAD that is printed in another place, and give it the next time with --head.',
  ],
  args: [{ name: 'FILE', brief: 'an export (mintmark audit export); - is standard input', optional: true }],
  flags: {
    head: { value: 'HASH', many: true, brief: 'A HEAD that was printed before: some line must have it.' },
  },
  options: ['data', 'databaseUrl'],
  examples: ['mintmark audit verify audit-log.ndjson', 'mintmark audit verify --data /var/lib/mintmark --head HASH'],
  async run({ args: [file], flags, settings, json, terminal }) {
    const wrong = flags.head.find((hash) => !/^[0-9a-f]{64}$/.test(hash));
    if (wrong !== undefined) throw usage('--head: expected 64 hexadecimal digits, as HEAD is printed');
    const found = file === undefined ? await verifyStored(settings, flags.head) : await verifyFile(file, flags.head);
    const isWhole = found.faults.length + found.misfits.length + found.unknownHeads.length === 0;
    if (json) terminal.json(toJson(found, isWhole));
    else tell(terminal, found);
    if (found.chains.length === 0 && isWhole) terminal.say('There is no line in it');
    else if (isWhole) terminal.say(flags.head.length > 0 ? WHOLE : `${WHOLE} ${NO_HEAD}`);
    return isWhole ? EXIT.fine : EXIT.found;
  },
});

const WHOLE = 'No line was changed, removed, added or moved.';
const NO_HEAD =
  'Whether lines were cut off at the end cannot be told without a HEAD that was kept: keep these, and give them the next time with --head.';

async function verifyStored(
  settings: { readonly data: string; readonly databaseUrl: string | undefined },
  heads: readonly string[],
): Promise<Found> {
  const { NoDatabaseError } = await import('../../../compose/storage.ts');
  const { verifyStoredLog } = await import('../../../compose/verify-audit-log.ts');
  return verifyStoredLog(settings, heads).catch(tellStartFailure(NoDatabaseError));
}

/** Line by line: an export may be larger than the memory. */
async function verifyFile(file: string, heads: readonly string[]): Promise<Found> {
  const check = chainCheck(heads);
  const input = file === '-' ? process.stdin : createReadStream(file);
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) check.take(line);
  } catch (error) {
    throw usage(`FILE: ${file === '-' ? 'standard input' : file} cannot be read: ${reasonOf(error)}`);
  }
  const chains = check.end();
  const unknownHeads = heads.filter((hash) => !check.has(hash));
  return { chains, faults: check.faults, misfits: [], unknownHeads };
}

function tell(terminal: Terminal, { chains, faults, misfits, unknownHeads }: Found): void {
  const rows = chains.map(({ account, lines, firstAt, lastAt, head }) => [
    account ?? '(server)',
    String(lines),
    firstAt,
    lastAt,
    head,
  ]);
  if (rows.length > 0) terminal.data(table(['ACCOUNT', 'LINES', 'FIRST', 'LAST', 'HEAD'], rows, terminal.out));
  for (const { line, position, kind, detail } of faults) {
    const where = position === null ? `Line ${line}` : `Line ${line}, position ${position}`;
    terminal.say(`${where}: ${WORDS[kind]}: ${detail}`);
  }
  for (const misfit of misfits) terminal.say(`In ${misfit}`);
  for (const hash of unknownHeads) {
    terminal.say(`No line has the HEAD ${hash}: the end was cut off, or the log was rewritten since it was kept`);
  }
  if (faults.some(({ kind }) => kind === 'missing')) {
    terminal.say('An export with filters, or with a time, has such gaps: export the whole log to check it');
  }
}

const WORDS: Readonly<Record<ChainFault['kind'], string>> = {
  unreadable: 'not a line of the log',
  changed: 'changed',
  missing: 'lines removed',
  repeated: 'repeated',
  'out-of-order': 'moved',
  replaced: 'a line before it was replaced',
  'pruned-otherwise': 'another line was removed than the log says',
};

const toJson = ({ chains, faults, misfits, unknownHeads }: Found, isWhole: boolean) => ({
  verdict: isWhole ? 'whole' : 'not-whole',
  logs: chains.map(({ account, lines, first, last, firstAt, lastAt, head }) => ({
    account,
    lines,
    first_position: first,
    last_position: last,
    first_at: firstAt,
    last_at: lastAt,
    head,
  })),
  faults,
  contradictions: misfits,
  unknown_heads: unknownHeads,
});
