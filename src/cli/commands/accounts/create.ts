import { defineCommand } from '../../command/command.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { EXIT } from '../../terminal/failure.ts';
import { fields } from '../../terminal/table.ts';

export const create = defineCommand({
  name: 'accounts create',
  about: [
    'Only the first account of a server may do this. The API secret is shown only once: the server keeps only a hash of it.',
  ],
  args: [{ name: 'NAME', brief: 'the name of the account' }],
  flags: {},
  options: CLIENT,
  examples: ['mintmark accounts create "Staging"', 'mintmark accounts create "Staging" --json > staging.json'],
  async run(call) {
    const { args, json, terminal } = call;
    const client = openClient(call);
    const account = await client.send('POST /accounts', { body: { name: args[0] ?? '' } });
    if (json) terminal.json(account);
    else {
      const rows = [['API key', account.api_key] as const, ['API secret', account.secret] as const];
      terminal.data(fields(rows, terminal.out));
      terminal.say('Keep the secret now: it is not shown again');
    }
    return EXIT.fine;
  },
});
