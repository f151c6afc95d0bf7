import { defineCommand } from '../command/command.ts';
import { tellStartFailure } from '../server/run-server.ts';
import { EXIT, usage } from '../terminal/failure.ts';

export const recover = defineCommand({
  name: 'recover',
  about: [
    'For the operator, where the database is: prints a link for a new password, good for one use within an hour, and turns off the second factor of that person. Stop the server first; with PostgreSQL it may go on.',
  ],
  args: [{ name: 'EMAIL', brief: 'the e-mail address that the person signs in with' }],
  flags: {},
  options: ['data', 'databaseUrl', 'publicUrl', 'host', 'port'],
  examples: ['mintmark recover ada@example.com', 'mintmark recover ada@example.com --data /var/lib/mintmark'],
  async run({ args: [email = ''], settings, json, terminal }) {
    const { recoverPerson, NoDatabaseError } = await import('../../compose/recover.ts');
    const found = await recoverPerson(settings, email).catch(tellStartFailure(NoDatabaseError));
    if (!found) throw usage('Nobody signs in with that address', 'Look at its spelling, and at --data');
    const { url, hadSecondFactor } = found;
    if (json) terminal.json({ link: url, second_factor_turned_off: hadSecondFactor });
    else terminal.data(url);
    if (hadSecondFactor) terminal.say('The second factor is off. Ask the person to set up a new one');
    return EXIT.fine;
  },
});
