import { CLIENT, openClient } from '../../client.ts';
import { defineCommand } from '../../command.ts';
import { EXIT } from '../../failure.ts';
import { table } from '../../table.ts';

interface ListedAccount {
  readonly api_key: string;
  readonly name: string;
  readonly suspended: boolean;
}

export const list = defineCommand({
  name: 'accounts list',
  args: [],
  flags: {},
  options: CLIENT,
  examples: ['mintmark accounts list', "mintmark accounts list --json | jq -r '.[].api_key'"],
  async run(call) {
    const { json, terminal } = call;
    const client = openClient(call);
    const answer = (await client.send('GET', '/accounts')) as { _embedded: { accounts: readonly ListedAccount[] } };
    const { accounts } = answer._embedded;
    if (json) terminal.json(accounts);
    else {
      const rows = accounts.map(({ api_key, name, suspended }) => [api_key, name, suspended ? 'suspended' : 'active']);
      terminal.data(table(['API KEY', 'NAME', 'STATE'], rows, terminal.out));
    }
    return EXIT.fine;
  },
});
