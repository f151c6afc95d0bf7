import { defineCommand } from '../../command/command.ts';
import { findKey, withPrefix } from '../../server/application.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { confirm } from '../../terminal/confirm.ts';
import { EXIT } from '../../terminal/failure.ts';

export const revokeKey = defineCommand({
  name: 'apps revoke-key',
  args: [
    { name: 'ID', brief: 'the application id' },
    { name: 'FINGERPRINT', brief: 'the fingerprint of the key, with or without SHA256:' },
  ],
  flags: { yes: { brief: 'Do not ask for confirmation.' } },
  options: CLIENT,
  examples: ['mintmark apps revoke-key ID SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8='],
  async run(call) {
    const { args, flags, json, terminal } = call;
    const [id = '', fingerprint = ''] = args;
    const client = openClient(call);
    const key = await findKey(client, id, fingerprint);
    const name = withPrefix(key.fingerprint);
    if (key.state === 'active' && !flags.yes) {
      await confirm('It is the active key: no token is accepted until another one is saved.', name, terminal);
    }
    await client.send('DELETE /v2/applications/:id/keys/:key_id', { params: { id, key_id: key.id } });
    if (json) terminal.json({ revoked: key.fingerprint });
    terminal.say(`Revoked ${name}`);
    return EXIT.fine;
  },
});
