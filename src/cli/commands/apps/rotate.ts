import { applicationPath, type WireKey, withPrefix } from '../../application.ts';
import { CLIENT, openClient } from '../../client.ts';
import { defineCommand } from '../../command.ts';
import { EXIT } from '../../failure.ts';
import { OVERLAP, readOverlap } from '../../overlap.ts';
import { makeSecretFile } from '../../secret-file.ts';

export const rotate = defineCommand({
  name: 'apps rotate',
  about: [
    'The key that signs now is replaced. With --overlap it is accepted for that long beside the new one; without, tokens that it signed are refused at once.',
  ],
  args: [{ name: 'ID', brief: 'the application id' }],
  flags: {
    overlap: OVERLAP,
    keyOut: { value: 'FILE', brief: 'Where the private key goes; default <application_id>.key here.' },
  },
  options: CLIENT,
  examples: ['mintmark apps rotate ID --overlap 24h --key-out next.key', 'mintmark apps rotate ID --overlap 15m'],
  async run(call) {
    const { args, flags, json, terminal } = call;
    const [id = ''] = args;
    const overlapSeconds = readOverlap(flags.overlap);
    const client = openClient(call);
    const file = makeSecretFile(flags.keyOut ?? `${id.replace(/[^\w-]/g, '_')}.key`);
    let key: WireKey;
    try {
      key = (await client.send('POST', applicationPath(id, '/keys'), {
        state: 'active',
        overlap_seconds: overlapSeconds,
      })) as WireKey;
    } catch (error) {
      file.discard();
      throw error;
    }
    const { private_key: privateKey = '', ...shown } = key;
    const path = file.keep(privateKey);
    if (json) terminal.json({ ...shown, private_key_file: path });
    else terminal.data(withPrefix(key.fingerprint));
    terminal.say(`Private key: ${path} (only you can read it; the server does not keep it)`);
    return EXIT.fine;
  },
});
