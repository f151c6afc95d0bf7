import { randomUUID } from 'node:crypto';
import { defineCommand } from '../../command/command.ts';
import { readJsonArgument } from '../../input/json-argument.ts';
import { readPublicKeyArgument } from '../../input/key-argument.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { EXIT } from '../../terminal/failure.ts';
import { keepSecretOf, makeSecretFile, makeUnnamedSecretFile } from '../../terminal/secret-file.ts';
import { CREATE_FLAGS, createdSettings } from './settings.ts';

export const create = defineCommand({
  name: 'apps create',
  about: [
    'Only the application id is printed on stdout. The private key exists only in its file: the server keeps the public key. The file is made before the application, so that the key always has a place to go.',
  ],
  args: [{ name: 'NAME', brief: 'the name of the application' }],
  flags: {
    keyOut: { value: 'FILE', brief: 'Where to write the private key; ./<application_id>.key by default.' },
    publicKey: { value: 'KEY', brief: 'Use this public key; the server then makes no pair.' },
    capabilities: { value: 'JSON', brief: 'Capabilities: a JSON object or @FILE.' },
    ...CREATE_FLAGS,
  },
  options: CLIENT,
  examples: [
    'mintmark apps create "Order updates"',
    'mintmark apps create "Order updates" --key-out private.key',
    'mintmark apps create "Order updates" --public-key public.pem',
  ],
  async run(call) {
    const { args, flags, json, terminal } = call;
    const client = openClient(call);
    const body = {
      name: args[0] ?? '',
      ...createdSettings(flags),
      ...(flags.capabilities !== undefined && {
        capabilities: readJsonArgument(flags.capabilities, '--capabilities'),
      }),
    };
    if (flags.publicKey !== undefined) {
      const keys = { public_key: readPublicKeyArgument(flags.publicKey, '--public-key') };
      const application = await client.send('POST /v2/applications', { body: { ...body, keys } });
      if (json) terminal.json(application);
      else terminal.data(application.id);
      return EXIT.fine;
    }
    const file =
      flags.keyOut === undefined
        ? makeUnnamedSecretFile('.', `mintmark-${randomUUID()}.key`)
        : makeSecretFile(flags.keyOut);
    const { answer, path } = await keepSecretOf(
      file,
      () => client.send('POST /v2/applications', { body }),
      ({ id, keys }) => ({ secret: keys.private_key, name: `${id}.key` }),
    );
    const {
      keys: { private_key: _secret, ...keys },
      ...application
    } = answer;
    if (json) terminal.json({ ...application, keys, private_key_file: path });
    else terminal.data(application.id);
    terminal.say(`Private key: ${path} (only you can read it; the server does not keep it)`);
    terminal.say(`Next: mintmark mint --app ${application.id} --key ${path}`);
    return EXIT.fine;
  },
});
