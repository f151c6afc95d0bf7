import { randomBytes } from 'node:crypto';
import { defineCommand } from '../../command/command.ts';
import { readInput } from '../../input/key-argument.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { EXIT, usage } from '../../terminal/failure.ts';

export const add = defineCommand({
  name: 'secrets add',
  about: [
    'Without SECRET a random one is made here and printed only once. Your own has 8 to 25 characters, with at least one lower-case letter, one upper-case letter and one digit; on the command line it stays in the shell history, so - and env:NAME are better.',
  ],
  args: [{ name: 'SECRET', brief: '- for standard input, env:NAME, or the secret itself', optional: true }],
  flags: { account: { value: 'API_KEY', brief: 'An account below yours; your own by default.' } },
  options: CLIENT,
  examples: ['mintmark secrets add', 'mintmark secrets add - < secret.txt', 'mintmark secrets add env:NEXT_SECRET'],
  async run(call) {
    const { args, flags, json, terminal } = call;
    const secret = args[0] === undefined ? randomSecret() : readSecret(args[0]);
    const client = openClient(call);
    const params = { api_key: flags.account ?? client.apiKey };
    const added = await client.send('POST /accounts/:api_key/secrets', { params, body: { secret } });
    if (json) terminal.json(args[0] === undefined ? { ...added, secret } : added);
    else terminal.data(args[0] === undefined ? secret : added.id);
    terminal.say('Added. Use it everywhere, then revoke the other one: mintmark secrets list');
    return EXIT.fine;
  },
});

function readSecret(argument: string): string {
  if (argument === '-') return Buffer.from(readInput('SECRET')).toString('utf8').trimEnd();
  const [, name] = /^env:(\w+)$/.exec(argument) ?? [];
  if (name === undefined) return argument;
  const value = process.env[name];
  if (value === undefined) throw usage(`SECRET: the environment variable ${name} is not set`);
  return value;
}

/** 20 characters of base64url, drawn again until the rules for a secret hold. */
function randomSecret(): string {
  for (;;) {
    const secret = randomBytes(15).toString('base64url');
    if (/[a-z]/.test(secret) && /[A-Z]/.test(secret) && /\d/.test(secret)) return secret;
  }
}
