import { BackupUnusableError, DataDirectoryNotEmptyError } from '../../ports/errors.ts';
import { defineCommand } from '../command/command.ts';
import { contentsJson, contentsWords } from '../server/backup-contents.ts';
import { tellStartFailure } from '../server/run-server.ts';
import { EXIT, usage } from '../terminal/failure.ts';
import { shellWord } from '../terminal/shell-word.ts';

export const restore = defineCommand({
  name: 'restore',
  about: [
    'For the operator: puts a backup into an empty data directory, which is made if it does not exist. The backup is checked from end to end before it is put in place; it is there whole or not at all. A backup of an earlier version is brought up to date when the server starts.',
    'The secret file of the server (server.secret) can be in the directory already, or be put there afterwards.',
    'A backup knows nothing of what was changed after it was made: a key that was revoked since is accepted again.',
  ],
  args: [{ name: 'FILE', brief: 'a file that mintmark backup made' }],
  flags: {},
  options: ['data', 'databaseUrl', 'secretFile'],
  examples: ['mintmark restore mintmark.backup --data /var/lib/mintmark-restored'],
  async run({ args: [file = ''], settings, json, terminal }) {
    if (settings.databaseUrl !== undefined) {
      throw usage(
        'A PostgreSQL database is set (--database-url), and a backup is restored into a data directory',
        'Restore a dump of pg_dump into an empty database:',
        `  pg_restore --no-owner --exit-on-error --dbname="$MINTMARK_DATABASE_URL" ${shellWord(file)}`,
      );
    }
    const { restoreBackup } = await import('../../compose/restore.ts');
    const { data, contents, secret } = await restoreBackup(settings, file).catch(
      tellStartFailure(BackupUnusableError, DataDirectoryNotEmptyError),
    );
    if (json) terminal.json({ data, ...contentsJson(contents, secret) });
    else terminal.data(data);
    terminal.say(`Restored: ${contentsWords(contents)}`);
    const { path, state } = secret;
    if (state === 'missing') {
      terminal.say('Next: second factors need the secret file of the server that was backed up. Copy it to');
      terminal.say(`  ${path}`);
    }
    if (state === 'other') {
      terminal.say(
        'Next: the secret file opens none, or not all, of the second factors. Put the right one in its place:',
      );
      terminal.say(`  ${path}`);
    }
    terminal.say(
      'What was changed after the backup is not in it: revoke again the keys and API secrets that were revoked since',
    );
    return EXIT.fine;
  },
});
