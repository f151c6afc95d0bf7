import { defineCommand, kebab } from '../../command/command.ts';
import { readJsonArgument } from '../../input/json-argument.ts';
import { readPublicKeyArgument } from '../../input/key-argument.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { EXIT, usage } from '../../terminal/failure.ts';
import { UPDATE_FLAGS, updatedSettings } from './settings.ts';
import { showApplication } from './show-application.ts';

const SETTING_FLAGS = Object.keys(UPDATE_FLAGS).map((name) => `--${kebab(name)}`);

export const update = defineCommand({
  name: 'apps update',
  about: [
    'Settings that you do not name stay as they are. A new public key takes effect at once; apps rotate leaves time to switch.',
  ],
  args: [{ name: 'ID', brief: 'the application id' }],
  flags: {
    name: { value: 'NAME', brief: 'New name.' },
    ...UPDATE_FLAGS,
    capabilities: {
      value: 'JSON',
      brief: 'All capabilities: a JSON object or @FILE; one that is left out is removed.',
    },
    publicKey: { value: 'KEY', brief: 'New public key.' },
  },
  options: CLIENT,
  examples: [
    'mintmark apps update ID --name "Order updates, EU"',
    'mintmark apps update ID --public-key public.pem',
    'mintmark apps update ID --improve-ai false',
  ],
  async run(call) {
    const { args, flags } = call;
    const change = {
      ...(flags.name !== undefined && { name: flags.name }),
      ...updatedSettings(flags),
      ...(flags.capabilities !== undefined && {
        capabilities: readJsonArgument(flags.capabilities, '--capabilities'),
      }),
      ...(flags.publicKey !== undefined && {
        keys: { public_key: readPublicKeyArgument(flags.publicKey, '--public-key') },
      }),
    };
    if (Object.keys(change).length === 0) {
      throw usage(
        'No change is given',
        `Give one: --name, ${SETTING_FLAGS.join(', ')}, --capabilities or --public-key`,
      );
    }
    const client = openClient(call);
    const params = { id: args[0] ?? '' };
    const { name, capabilities } = await client.send('GET /v2/applications/:id', { params });
    const body = { name, capabilities, ...change };
    showApplication(await client.send('PUT /v2/applications/:id', { params, body }), call);
    return EXIT.fine;
  },
});
