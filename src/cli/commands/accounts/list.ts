import { defineCommand } from '../../command/command.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { EXIT } from '../../terminal/failure.ts';
import { table } from '../../terminal/table.ts';

export const list = defineCommand({
  name: 'accounts list',
  args: [],
  flags: {},
  options: CLIENT,
  examples: ['mintmark accounts list', "mintmark accounts list --json | jq -r '.[].api_key'"],
  async run(call) {
    const { json, terminal } = call;
    const client = openClient(call);
    const answer = await client.send('GET /accounts');
    const { accounts } = answer._embedded;
    if (json) terminal.json(accounts);
    else {
      const rows = accounts.map(({ api_key, name, suspended }) => [api_key, name, suspended ? 'suspended' : 'active']);
      terminal.data(table(['API KEY', 'NAME', 'STATE'], rows, terminal.out));
    }
    return EXIT.fine;
  },
});
