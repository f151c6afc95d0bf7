import { CLIENT, openClient } from '../../client.ts';
import { defineCommand } from '../../command.ts';
import { EXIT, usage } from '../../failure.ts';
import { readInput } from '../../key-argument.ts';
import { secretsPath, type WireSecret } from '../../secrets.ts';

export const add = defineCommand({
  name: 'secrets add',
  brief: 'add an API secret to the account, which may have two',
  about: [
    'The new secret is read from standard input or from a variable, so that it stands in no shell history: 8 to 25 characters, a lower-case letter, an upper-case letter and a digit among them.',
  ],
  args: [{ name: 'SECRET', brief: '- for standard input, or env:NAME' }],
  flags: { account: { value: 'API_KEY', brief: 'Account under yours; your own by default.' } },
  options: CLIENT,
  examples: ['mintmark secrets add - < secret.txt', 'NEXT_SECRET=… mintmark secrets add env:NEXT_SECRET'],
  async run(call) {
    const { args, flags, json, terminal } = call;
    const secret = readSecret(args[0] ?? '');
    const client = openClient(call);
    const added = (await client.send('POST', secretsPath(client, flags.account), { secret })) as WireSecret;
    if (json) terminal.json(added);
    else terminal.data(added.id);
    terminal.say('Added. Use it everywhere, then revoke the other one: mintmark secrets list');
    return EXIT.fine;
  },
});

function readSecret(argument: string): string {
  if (argument === '-') return Buffer.from(readInput('SECRET')).toString('utf8').trimEnd();
  const [, name] = /^env:(\w+)$/.exec(argument) ?? [];
  const value = name === undefined ? undefined : process.env[name];
  if (value) return value;
  throw usage(
    name === undefined ? 'A secret on the command line stays in the shell history' : `The variable ${name} is not set`,
    'Expected - for standard input, or env:NAME',
  );
}
