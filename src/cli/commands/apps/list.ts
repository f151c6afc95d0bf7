import type { Application } from '../../../wire/application.ts';
import { defineCommand } from '../../command/command.ts';
import { CLIENT, type Client, openClient } from '../../server/client.ts';
import { EXIT } from '../../terminal/failure.ts';
import { table } from '../../terminal/table.ts';

export const list = defineCommand({
  name: 'apps list',
  args: [],
  flags: {},
  options: CLIENT,
  examples: ['mintmark apps list', "mintmark apps list --json | jq -r '.[].id'"],
  async run(call) {
    const applications = await listApplications(openClient(call));
    const { json, terminal } = call;
    if (json) terminal.json(applications);
    else if (applications.length === 0) terminal.say('No applications yet. Make one: mintmark apps create NAME');
    else {
      const rows = applications.map(({ id, name, capabilities }) => [
        id,
        name,
        Object.keys(capabilities).join(', ') || '-',
      ]);
      terminal.data(table(['ID', 'NAME', 'CAPABILITIES'], rows, terminal.out));
    }
    return EXIT.fine;
  },
});

/** Every page. */
async function listApplications(client: Client): Promise<readonly Application[]> {
  const all: Application[] = [];
  for (let page = 1; ; page++) {
    const answer = await client.send('GET /v2/applications', { query: { page_size: 100, page } });
    all.push(...answer._embedded.applications);
    if (page >= answer.total_pages) return all;
  }
}
