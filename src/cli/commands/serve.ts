import type { Running } from '../../compose/compose.ts';
import type { OptionName } from '../../options/options.ts';
import { SERVER_OPTIONS } from '../../options/options.ts';
import { defineCommand } from '../command/command.ts';
import { underNewerNode } from '../server/node-version.ts';
import { startServer } from '../server/run-server.ts';
import { EXIT } from '../terminal/failure.ts';
import type { Terminal } from '../terminal/terminal.ts';

export const serve = defineCommand({
  name: 'serve',
  about: [
    'The first start makes an account and prints its API key and secret, once, and a link with which the first person signs in; until somebody has signed in, each start prints a new link. MINTMARK_BOOTSTRAP_ACCOUNT=key:secret sets the key and secret. SIGINT and SIGTERM stop the server after it has answered the open requests.',
  ],
  args: [],
  flags: {},
  options: Object.keys(SERVER_OPTIONS) as (keyof typeof SERVER_OPTIONS & OptionName)[],
  examples: [
    'mintmark serve',
    'mintmark serve --port 5000 --data /var/lib/mintmark',
    'mintmark serve --explain=full                        # local work: everything in the body of a 401',
    'mintmark serve --database-url postgres://mintmark@localhost/mintmark',
  ],
  async run({ settings, json, terminal }) {
    const ended = await underNewerNode();
    if (ended !== undefined) return ended;
    const running = await startServer(settings);
    const stop = nextSignal();
    greet(running, settings.bootstrapAccount !== undefined, terminal);
    if (json) {
      const { url, port, firstAccount, signInLink } = running;
      terminal.json({ url, port, first_account: firstAccount && apiNames(firstAccount), sign_in_link: signInLink });
    }
    await stop;
    await running.close();
    return EXIT.fine;
  },
});

function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

function greet({ url, firstAccount, signInLink }: Running, isChosen: boolean, terminal: Terminal): void {
  const { paint } = terminal.err;
  terminal.say(`Mintmark listens on ${paint(url, 'link')}`);
  if (signInLink !== undefined) {
    terminal.say('');
    terminal.say('Nobody can sign in yet. This link makes you the first owner; it works once and expires in an hour:');
    terminal.say(`  ${paint(signInLink, 'link')}`);
  }
  if (firstAccount === undefined) return;
  const { apiKey, apiSecret } = firstAccount;
  const secret = isChosen ? 'as you set it' : apiSecret;
  terminal.say('');
  terminal.say('This is the first start: an account was made, and its API secret is shown only once.');
  terminal.say(`  API key     ${paint(apiKey, 'strong')}`);
  terminal.say(`  API secret  ${isChosen ? secret : paint(secret, 'strong')}`);
  terminal.say('');
  terminal.say('Next:');
  terminal.say(
    `  export MINTMARK_URL=${url} MINTMARK_API_KEY=${apiKey} MINTMARK_API_SECRET=${isChosen ? '…' : apiSecret}`,
  );
  terminal.say('  npx mintmark apps create "First application"');
  terminal.say('  npx mintmark mint --app ID --key ID.key');
}

function apiNames({ apiKey, apiSecret }: NonNullable<Running['firstAccount']>) {
  return { api_key: apiKey, api_secret: apiSecret };
}
