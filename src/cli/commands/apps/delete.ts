import { defineCommand } from '../../command/command.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { confirm } from '../../terminal/confirm.ts';
import { EXIT } from '../../terminal/failure.ts';

export const deleteApplication = defineCommand({
  name: 'apps delete',
  about: ['On a terminal it asks for the name of the application first.'],
  args: [{ name: 'ID', brief: 'the application id' }],
  flags: { yes: { brief: 'Do not ask for confirmation.' } },
  options: CLIENT,
  examples: ['mintmark apps delete ID', 'mintmark apps delete ID --yes'],
  async run(call) {
    const { args, flags, json, terminal } = call;
    const client = openClient(call);
    const { id, name } = await client.send('GET /v2/applications/:id', { params: { id: args[0] ?? '' } });
    if (!flags.yes) {
      await confirm(`Deleting cannot be undone, and every token of ${name} is rejected at once.`, name, terminal);
    }
    await client.send('DELETE /v2/applications/:id', { params: { id } });
    if (json) terminal.json({ deleted: id });
    terminal.say(`Deleted ${name} (${id})`);
    return EXIT.fine;
  },
});
