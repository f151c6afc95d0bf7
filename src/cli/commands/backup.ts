import { FileExistsError } from '../../ports/errors.ts';
import { defineCommand } from '../command/command.ts';
import { contentsJson, contentsWords } from '../server/backup-contents.ts';
import { tellStartFailure } from '../server/run-server.ts';
import { EXIT, usage } from '../terminal/failure.ts';
import { shellWord } from '../terminal/shell-word.ts';

export const backup = defineCommand({
  name: 'backup',
  about: [
    'For the operator, on the machine with the data directory: copies the database to a new file that only you can read. The server can keep running. The copy is of one moment, is checked from end to end, and is there whole or not at all.',
    'Not in it: the request log, who is signed in, and the secret file of the server (server.secret), without which nobody can sign in with a second factor. Keep a copy of that file in another place.',
    'PostgreSQL has backup commands of its own: pg_dump.',
  ],
  args: [{ name: 'FILE', brief: 'the file to write; one that exists is never replaced' }],
  flags: {},
  options: ['data', 'databaseUrl', 'secretFile'],
  examples: ['mintmark backup mintmark.backup', 'mintmark backup /backups/monday.backup --data /var/lib/mintmark'],
  async run({ args: [file = ''], settings, json, terminal }) {
    if (settings.databaseUrl !== undefined) {
      throw usage(
        'The data is in PostgreSQL, which has backup commands of its own',
        'Back it up, without the request log:',
        `  pg_dump "$MINTMARK_DATABASE_URL" --format=custom --exclude-table-data=reports --exclude-table-data=accepted_requests --exclude-table-data=request_counts --exclude-table-data=sessions --file=${shellWord(file)}`,
        'Keep a copy of the secret file (--secret-file) in another place',
      );
    }
    const { NoDatabaseError } = await import('../../compose/storage.ts');
    const { backUp } = await import('../../compose/backup.ts');
    const made = await backUp(settings, file).catch(tellStartFailure(NoDatabaseError, FileExistsError));
    if (json) terminal.json({ file: made.file, ...contentsJson(made.contents, made.secret) });
    else terminal.data(made.file);
    terminal.say(`In it: ${contentsWords(made.contents)}`);
    terminal.say('Not in it: the request log, and who is signed in');
    const { path, state } = made.secret;
    if (state === 'fits') terminal.say(`Not in it either: ${path}. Keep a copy of that file in another place`);
    if (state === 'missing' || state === 'other') {
      terminal.say(
        `${path} ${state === 'missing' ? 'is missing' : 'belongs to another server'}, and people have second factors that only the right file opens: name it with --secret-file, and keep a copy in another place`,
      );
    }
    return EXIT.fine;
  },
});
