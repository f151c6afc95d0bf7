import { defineCommand } from '../../command/command.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { EXIT } from '../../terminal/failure.ts';
import { table } from '../../terminal/table.ts';

export const list = defineCommand({
  name: 'secrets list',
  args: [],
  flags: { account: { value: 'API_KEY', brief: 'An account below yours; your own by default.' } },
  options: CLIENT,
  examples: ['mintmark secrets list'],
  async run(call) {
    const { flags, json, terminal } = call;
    const client = openClient(call);
    const params = { api_key: flags.account ?? client.apiKey };
    const answer = await client.send('GET /accounts/:api_key/secrets', { params });
    const { secrets } = answer._embedded;
    if (json) terminal.json(secrets);
    else {
      const rows = secrets.map(({ id, created_at }) => [id, created_at]);
      terminal.data(table(['ID', 'CREATED'], rows, terminal.out));
    }
    return EXIT.fine;
  },
});
