import { defineCommand } from '../../command/command.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { EXIT } from '../../terminal/failure.ts';

export const revoke = defineCommand({
  name: 'secrets revoke',
  args: [{ name: 'ID', brief: 'the id of the secret' }],
  flags: { account: { value: 'API_KEY', brief: 'An account below yours; your own by default.' } },
  options: CLIENT,
  examples: ['mintmark secrets revoke ad6dc56f-07b5-46e1-a527-85530e625800'],
  async run(call) {
    const { args, flags, json, terminal } = call;
    const [id = ''] = args;
    const client = openClient(call);
    const params = { api_key: flags.account ?? client.apiKey, secret_id: id };
    await client.send('DELETE /accounts/:api_key/secrets/:secret_id', { params });
    if (json) terminal.json({ revoked: id });
    terminal.say('Revoked: requests with that secret are rejected from now on');
    return EXIT.fine;
  },
});
