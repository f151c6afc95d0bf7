import { defineCommand } from '../../command/command.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { secretsPath } from '../../server/secrets.ts';
import { EXIT } from '../../terminal/failure.ts';

export const revoke = defineCommand({
  name: 'secrets revoke',
  args: [{ name: 'ID', brief: 'the id of the secret' }],
  flags: { account: { value: 'API_KEY', brief: 'Account under yours; your own by default.' } },
  options: CLIENT,
  examples: ['mintmark secrets revoke ad6dc56f-07b5-46e1-a527-85530e625800'],
  async run(call) {
    const { args, flags, json, terminal } = call;
    const [id = ''] = args;
    const client = openClient(call);
    await client.send('DELETE', secretsPath(client, flags.account, id));
    if (json) terminal.json({ revoked: id });
    terminal.say('Revoked: requests with that secret are refused from now on');
    return EXIT.fine;
  },
});
