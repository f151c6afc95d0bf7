import { defineCommand } from '../../command/command.ts';
import { OVERLAP, readOverlap } from '../../command/overlap.ts';
import { withPrefix } from '../../server/application.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { EXIT } from '../../terminal/failure.ts';
import { keepSecretOf, makeSecretFile } from '../../terminal/secret-file.ts';

export const rotate = defineCommand({
  name: 'apps rotate',
  about: [
    'The key that signs now is replaced. With --overlap it is accepted for that long besides the new one; without, tokens that it signed are rejected at once.',
  ],
  args: [{ name: 'ID', brief: 'the application id' }],
  flags: {
    overlap: OVERLAP,
    keyOut: { value: 'FILE', brief: 'Where to write the private key; ./<application_id>.key by default.' },
  },
  options: CLIENT,
  examples: ['mintmark apps rotate ID --overlap 24h --key-out next.key', 'mintmark apps rotate ID --overlap 15m'],
  async run(call) {
    const { args, flags, json, terminal } = call;
    const [id = ''] = args;
    const body = { state: 'active', overlap_seconds: readOverlap(flags.overlap) } as const;
    const client = openClient(call);
    const file = makeSecretFile(flags.keyOut ?? `${id.replace(/[^\w-]/g, '_')}.key`);
    const { answer, path } = await keepSecretOf(
      file,
      () => client.send('POST /v2/applications/:id/keys', { params: { id }, body }),
      ({ private_key: secret }) => ({ secret }),
    );
    const { private_key: _secret, ...shown } = answer;
    if (json) terminal.json({ ...shown, private_key_file: path });
    else terminal.data(withPrefix(shown.fingerprint));
    terminal.say(`Private key: ${path} (only you can read it; the server does not keep it)`);
    return EXIT.fine;
  },
});
