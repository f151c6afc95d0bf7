import { defineCommand } from '../../command/command.ts';
import { OVERLAP, readOverlap } from '../../command/overlap.ts';
import { findKey, withPrefix } from '../../server/application.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { EXIT } from '../../terminal/failure.ts';

export const saveKey = defineCommand({
  name: 'apps save-key',
  args: [
    { name: 'ID', brief: 'the application id' },
    { name: 'FINGERPRINT', brief: 'the fingerprint of the draft, with or without SHA256:' },
  ],
  flags: { overlap: OVERLAP },
  options: CLIENT,
  examples: ['mintmark apps save-key ID SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8= --overlap 24h'],
  async run(call) {
    const { args, flags, json, terminal } = call;
    const [id = '', fingerprint = ''] = args;
    const body = { overlap_seconds: readOverlap(flags.overlap) };
    const client = openClient(call);
    const { id: keyId } = await findKey(client, id, fingerprint);
    const params = { id, key_id: keyId };
    const key = await client.send('POST /v2/applications/:id/keys/:key_id/activate', { params, body });
    if (json) terminal.json(key);
    terminal.say(`Saved: ${withPrefix(key.fingerprint)} is the active key`);
    return EXIT.fine;
  },
});
