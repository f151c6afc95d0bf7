import type { Running } from '../../compose/compose.ts';
import type { Profile } from '../../core/claims/profile.ts';
import { keyKindsFor } from '../../core/keys/key-kind.ts';
import type { OptionName } from '../../options/options.ts';
import { SERVER_OPTIONS } from '../../options/options.ts';
import { defineCommand } from '../command/command.ts';
import type { Sources } from '../command/settings.ts';
import { readProfileArgument } from '../input/profile-argument.ts';
import { underNewerNode } from '../server/node-version.ts';
import { startServer } from '../server/run-server.ts';
import { EXIT, usage } from '../terminal/failure.ts';
import { openTerminal, type Terminal } from '../terminal/terminal.ts';

const LAST_LINES_MILLISECONDS = 1000;

export const serve = defineCommand({
  name: 'serve',
  about: [
    'The first start makes an account and prints its API key and secret, once, and a link with which the first person signs in; until somebody has signed in, each start prints a new link. MINTMARK_BOOTSTRAP_ACCOUNT=key:secret sets the key and secret. With --profile FILE the gate holds the rules of your own API: an application is found by the claim identity of the profile, and its keys may be P-256, P-384 or Ed25519 where the algorithms say so. SIGINT and SIGTERM stop the server after it has answered the open requests.',
  ],
  args: [],
  flags: {},
  options: [...(Object.keys(SERVER_OPTIONS) as (keyof typeof SERVER_OPTIONS & OptionName)[]), 'profile'],
  examples: [
    'mintmark serve',
    'mintmark serve --port 5000 --data /var/lib/mintmark',
    'mintmark serve --explain=full                        # local work: everything in the body of a 401',
    'mintmark serve --profile lamp.json                    # guards an API of your own',
    'mintmark serve --database-url postgres://mintmark@localhost/mintmark',
  ],
  async run({ settings, sources, json }) {
    const ended = await underNewerNode();
    if (ended !== undefined) return ended;
    if (process.platform === 'win32' && settings.workers !== 1) {
      throw usage(
        'There are no workers on Windows: they are not tested there',
        'Leave --workers out (MINTMARK_WORKERS): one process then does everything',
      );
    }
    const profile = ownProfile(sources);
    const isLeewaySet = sources.read('skewSeconds').source !== 'default';
    const skewSeconds = (isLeewaySet ? undefined : profile?.skewSeconds) ?? settings.skewSeconds;
    const { stop, onServing } = nextSignal();
    const running = await startServer({ ...settings, skewSeconds }, { stop, onServing, ...(profile && { profile }) });
    // A reader that is gone, or a full disk, ends no server.
    const terminal = openTerminal(sources.read('color').value, 'go-on');
    greet(running, settings.bootstrapAccount !== undefined, terminal);
    if (json) {
      const { url, port, extAuthzGrpcPort, firstAccount, signInLink } = running;
      const grpc = extAuthzGrpcPort === undefined ? {} : { ext_authz_grpc_port: extAuthzGrpcPort };
      terminal.json({
        url,
        port,
        ...grpc,
        first_account: firstAccount && apiNames(firstAccount),
        sign_in_link: signInLink,
      });
    }
    await stop;
    await running.close();
    // Lines of the log that nobody reads hold the process no longer than this.
    setTimeout(() => process.exit(EXIT.fine), LAST_LINES_MILLISECONDS).unref();
    return EXIT.fine;
  },
});

/** The rules of an API of one's own, where they were asked for. @throws Failure (usage) where a gate cannot hold them */
function ownProfile(sources: Sources): Profile | undefined {
  const { value, source } = sources.read('profile');
  if (source === 'default' || value === 'vonage') return undefined;
  const profile = readProfileArgument(value);
  if (!profile.isGeneral || profile.id === 'jwt') {
    throw usage(
      `The gate of a server holds the rules of Vonage, or of a profile of your own; ${profile.id} is a built-in one`,
      `Start from it: mintmark profile show ${profile.id} --id my-${profile.id} > my-${profile.id}.json`,
    );
  }
  if (profile.expected?.audiences === undefined) {
    throw usage(
      `The profile ${profile.id} does not say whom tokens are for: a token for another API would be let through`,
      'Add audiences to it (RFC 8725 §3.9)',
    );
  }
  if (keyKindsFor(profile.algorithms).length > 0) return profile;
  throw usage(
    `The profile ${profile.id} takes ${profile.algorithms.join(', ')}, and the keys of applications sign with RS256, ES256, ES384 or EdDSA`,
    'Add one of these to its algorithms',
  );
}

/** A signal ends the process at once until requests are answered; after that `stop` resolves with it. */
function nextSignal(): { readonly stop: Promise<void>; readonly onServing: () => void } {
  let onServing = () => {};
  const stop = new Promise<void>((resolve) => {
    onServing = () => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    };
  });
  return { stop, onServing };
}

function greet(
  { url, extAuthzGrpcPort, firstAccount, signInLink }: Running,
  isChosen: boolean,
  terminal: Terminal,
): void {
  const { paint } = terminal.err;
  terminal.say(`Mintmark listens on ${paint(url, 'link')}`);
  if (extAuthzGrpcPort !== undefined) terminal.say(`Envoy and Istio ask over gRPC on port ${extAuthzGrpcPort}`);
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
