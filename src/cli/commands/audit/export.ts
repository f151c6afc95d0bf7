import { defineCommand } from '../../command/command.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { EXIT } from '../../terminal/failure.ts';
import { FILTER_FLAGS, filtersOf } from './list.ts';

export const exportLog = defineCommand({
  name: 'audit export',
  about: [
    'The audit log of the account, oldest first, a JSON object on each line (NDJSON). Whole, it can be checked anywhere, without the server: mintmark audit verify FILE. With filters there are gaps, and it cannot.',
  ],
  args: [],
  flags: FILTER_FLAGS,
  options: CLIENT,
  examples: ['mintmark audit export > audit-log.ndjson', 'mintmark audit export --kind session --since 2026-11-01'],
  async run(call) {
    const { flags, terminal } = call;
    await openClient(call).lines('GET /audit-log/export', { query: filtersOf(flags) }, (line) => terminal.data(line));
    return EXIT.fine;
  },
});
