import { colour, duration, flag, httpUrl, text } from './kinds.ts';
import { option } from './option.ts';

/** Options of the commands that talk to a server or mint tokens, and of the terminal. */
export const CLIENT_OPTIONS = {
  url: option({
    ...httpUrl(),
    flag: 'url',
    env: ['MINTMARK_URL'],
    default: 'http://127.0.0.1:4401',
    sentence: 'The Mintmark server that apps, accounts, secrets, verify and doctor ask.',
  }),
  apiKey: option<string | undefined>({
    ...text('an API key'),
    flag: 'api-key',
    env: ['MINTMARK_API_KEY', 'VONAGE_API_KEY'],
    vonageKey: 'api-key',
    default: undefined,
    sentence: 'API key of the account.',
  }),
  apiSecret: option<string | undefined>({
    ...text('an API secret'),
    flag: 'api-secret',
    env: ['MINTMARK_API_SECRET', 'VONAGE_API_SECRET'],
    vonageKey: 'api-secret',
    default: undefined,
    secret: true,
    sentence: 'API secret of the account; better in the environment than on the command line.',
  }),
  applicationId: option<string | undefined>({
    ...text('an application id'),
    flag: 'app',
    env: ['MINTMARK_APPLICATION_ID', 'VONAGE_APPLICATION_ID'],
    vonageKey: 'app-id',
    default: undefined,
    sentence: 'Id of the application.',
  }),
  privateKey: option<string | undefined>({
    ...text('a file, -, env:NAME or the text of a private key'),
    flag: 'key',
    env: ['MINTMARK_PRIVATE_KEY', 'VONAGE_PRIVATE_KEY', 'VONAGE_APPLICATION_PRIVATE_KEY_PATH'],
    vonageKey: 'private-key',
    default: undefined,
    secret: true,
    sentence: 'Private key of the application: a file, - for standard input, env:NAME, or the key text itself.',
  }),
  passphrase: option<string | undefined>({
    ...text('a passphrase'),
    flag: 'passphrase',
    env: ['MINTMARK_PASSPHRASE'],
    default: undefined,
    secret: true,
    sentence: 'Passphrase of an encrypted private key; better in the environment than on the command line.',
  }),
  ttlSeconds: option({
    ...duration(1, 86_400),
    flag: 'ttl',
    env: ['MINTMARK_TTL_SECONDS'],
    default: 900,
    sentence: 'Lifetime of a minted token; Vonage accepts at most 24 hours.',
  }),
  profile: option({
    ...text('the name of a profile, or a file with one'),
    flag: 'profile',
    env: ['MINTMARK_PROFILE'],
    default: 'vonage',
    sentence:
      'Whose rules a token is judged by: a built-in profile (mintmark profile show lists them), or a JSON file with your own; without it doctor and verify recognise the provider.',
  }),
  timeoutSeconds: option({
    ...duration(1, 600),
    flag: 'timeout',
    env: ['MINTMARK_TIMEOUT_SECONDS'],
    default: 10,
    sentence: 'How long to wait for a server to respond.',
  }),
  color: option<'auto' | 'on' | 'off'>({
    ...colour(),
    flag: 'color',
    env: ['MINTMARK_COLOR'],
    default: 'auto',
    sentence: 'Colour: on a terminal only (auto), always (on), or never (off).',
  }),
  debug: option({
    ...flag(),
    flag: 'debug',
    env: ['MINTMARK_DEBUG'],
    default: false,
    sentence: 'Print the stack of a defect.',
  }),
};
