import { defineCommand } from '../../command/command.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { EXIT } from '../../terminal/failure.ts';
import { showApplication } from './show-application.ts';

export const show = defineCommand({
  name: 'apps show',
  args: [{ name: 'ID', brief: 'the application id' }],
  flags: {},
  options: CLIENT,
  examples: [
    'mintmark apps show 7c9e6679-7425-40de-944b-e07fc1f90ae7',
    'mintmark apps show ID --json | jq -r .keys.public_key',
  ],
  async run(call) {
    const application = await openClient(call).send('GET /v2/applications/:id', { params: { id: call.args[0] ?? '' } });
    showApplication(application, call);
    return EXIT.fine;
  },
});
