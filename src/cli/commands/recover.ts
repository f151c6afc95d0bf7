import { defineCommand } from '../command/command.ts';
import { tellStartFailure } from '../server/run-server.ts';
import { EXIT, usage } from '../terminal/failure.ts';

export const recover = defineCommand({
  name: 'recover',
  about: [
    'For the operator, on the machine with the database: prints a password-reset link, which works once and expires in an hour, and turns off the second factor of that person. Stop the server first; with PostgreSQL it can keep running.',
  ],
  args: [{ name: 'EMAIL', brief: 'the e-mail address that the person signs in with' }],
  flags: {},
  options: ['data', 'databaseUrl', 'publicUrl', 'host', 'port'],
  examples: ['mintmark recover ada@example.com', 'mintmark recover ada@example.com --data /var/lib/mintmark'],
  async run({ args: [email = ''], settings, json, terminal }) {
    const { NoDatabaseError } = await import('../../compose/storage.ts');
    const { recoverPerson } = await import('../../compose/recover.ts');
    const found = await recoverPerson(settings, email).catch(tellStartFailure(NoDatabaseError));
    if (!found) throw usage('Nobody signs in with that address', 'Check its spelling, and --data');
    const { url, hadSecondFactor } = found;
    if (json) terminal.json({ link: url, second_factor_turned_off: hadSecondFactor });
    else terminal.data(url);
    if (hadSecondFactor) terminal.say('The second factor is off. Ask the person to set up a new one');
    return EXIT.fine;
  },
});
