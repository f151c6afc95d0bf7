import { formatUtc } from '../../../core/claims/numeric-date.ts';
import { defineCommand } from '../../command/command.ts';
import { listKeys, withPrefix } from '../../server/application.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { EXIT } from '../../terminal/failure.ts';
import { table } from '../../terminal/table.ts';

export const keys = defineCommand({
  name: 'apps keys',
  about: [
    'draft: generated but not saved, never accepted. active: the one to sign with. retiring: replaced, accepted until it expires. revoked: rejected.',
  ],
  args: [{ name: 'ID', brief: 'the application id' }],
  flags: {},
  options: CLIENT,
  examples: ['mintmark apps keys ID', 'mintmark keys fingerprint private.key    # is it one of them?'],
  async run(call) {
    const { args, json, terminal } = call;
    const found = await listKeys(openClient(call), args[0] ?? '');
    if (json) terminal.json(found);
    else if (found.length === 0)
      terminal.say('The application has no keys: every token is rejected. Make a pair: mintmark apps rotate ID');
    else {
      const rows = found.map((key) => [
        withPrefix(key.fingerprint),
        key.state,
        time(key.created_at),
        time(key.last_used_at),
        time(key.expires_at),
      ]);
      terminal.data(table(['FINGERPRINT', 'STATE', 'CREATED', 'LAST USED', 'EXPIRES'], rows, terminal.out));
    }
    return EXIT.fine;
  },
});

function time(value: string | null): string {
  return value === null ? '-' : formatUtc(Date.parse(value) / 1000);
}
