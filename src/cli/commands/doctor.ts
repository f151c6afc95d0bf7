import { describeDuration } from '../../core/claims/numeric-date.ts';
import { diagnose } from '../../core/diagnosis/diagnose.ts';
import { atIssuer } from '../../core/diagnosis/where-to-look.ts';
import type { Input } from '../../core/evidence/input.ts';
import type { Report } from '../../core/evidence/report.ts';
import { chooseRules } from '../../core/observe/choose-rules.ts';
import { observe } from '../../core/observe/observe.ts';
import { reportIdIn } from '../../core/observe/read-pasted.ts';
import { isMac } from '../../core/observe/weigh-signature.ts';
import { renderReport } from '../../core/prose/report.ts';
import type { ClientSettings } from '../../options/options.ts';
import { measureClock, readClockUrl } from '../clock/measure-clock.ts';
import { estimateOf } from '../clock/offset.ts';
import { defineCommand } from '../command/command.ts';
import type { Sources } from '../command/settings.ts';
import { asApplication } from '../input/as-application.ts';
import { withSignatureChecked } from '../input/check-signature.ts';
import { withPassphrase } from '../input/decrypt-key.ts';
import { readEvidence, rulesAsked } from '../input/doctor-input.ts';
import { envReaders, sayEnvReaders } from '../input/env-told.ts';
import { EXPECTATIONS, readExpectations, withSecretAlone } from '../input/expectations.ts';
import { readKeyArgument } from '../input/key-argument.ts';
import { withMisread } from '../input/misread.ts';
import { readPiped } from '../input/piped.ts';
import { keySetOf } from '../input/profile-argument.ts';
import { judged, readAs, sayWhatWasChosen } from '../input/read-as.ts';
import { readTextArgument } from '../input/text-argument.ts';
import { withMendedKeyJudged } from '../mend/judge-mended.ts';
import { withTrialToken } from '../mend/trial-token.ts';
import { CLIENT, openClient } from '../server/client.ts';
import { openReport } from '../server/open-report.ts';
import { askRegistryFor } from '../server/registry.ts';
import { EXIT, type ExitCode, usage } from '../terminal/failure.ts';
import { withNames } from '../terminal/filled-command.ts';
import type { Terminal } from '../terminal/terminal.ts';

export const doctor = defineCommand({
  name: 'doctor',
  about: [
    'Give it what you have: a token, the Authorization header, the raw request, a key file, the response, in any combination. A private key alone is enough: a token is minted with it and checked. Nothing is sent anywhere except to your own server, and only with --app, with --report or with the body of its own 401; with --clock, a server is asked for its Date.',
  ],
  args: [
    {
      name: 'TOKEN',
      brief:
        'the token, or what was said instead (an error, a log line, an answer): text, - for standard input, env:NAME or @FILE',
      optional: true,
    },
  ],
  flags: {
    token: { value: 'TOKEN', brief: 'The token, instead of the argument.' },
    header: { value: 'VALUE', brief: 'The value of the Authorization header; or -, env:NAME, @FILE.' },
    request: {
      value: 'FILE',
      brief: 'The request: raw HTTP, a curl or PowerShell command line, a HAR file, JSON, a log; or -.',
    },
    method: { value: 'METHOD', brief: 'Method of the request.' },
    path: { value: 'PATH', brief: 'Path of the request, with its query.' },
    response: { value: 'FILE', brief: 'The response as it came (raw HTTP).' },
    said: {
      value: 'TEXT',
      brief: 'What was said: an error message, a log line, a stack trace; - , env:NAME or @FILE too.',
    },
    key: { value: 'KEY', brief: 'The private key that you mint with: a file, -, env:NAME or text.' },
    public: { value: 'KEY', brief: 'The public key that the server has.' },
    ...EXPECTATIONS,
    app: {
      value: 'ID',
      brief: 'The application that the token has to name; without --public, the server is asked for its keys.',
    },
    report: { value: 'ID', brief: 'Fetch the report of a rejected request from the server.' },
    now: { value: 'SECONDS', brief: "The verifier's time; this clock by default." },
    serverDate: { value: 'DATE', brief: 'The Date header of the response.' },
    clientNow: { value: 'SECONDS', brief: "The sender's time." },
    clock: {
      value: 'URL',
      brief: "Measure the clock of this server and judge by it, if no Date is known; this clock is the sender's.",
    },
    fix: { brief: 'Print only the repaired thing on stdout, the report on stderr.' },
  },
  options: [...CLIENT, 'profile', 'skewSeconds', 'passphrase'],
  examples: [
    'mintmark doctor "$TOKEN" --public public.pem',
    'mintmark doctor --key private.key --app 7c9e6679-7425-40de-944b-e07fc1f90ae7',
    'mintmark doctor --request request.txt --response answer.txt',
    'mintmark doctor --request capture.har --json',
    'mintmark doctor "$TOKEN" --clock https://api.nexmo.com',
    'mintmark doctor --report 3f6b2a1d58c44e0b',
    'mintmark doctor --key env:VONAGE_PRIVATE_KEY --fix > private.key',
  ],
  async run(call) {
    const { args, flags, json, terminal } = call;
    if (flags.report !== undefined) {
      // The whole 401, or the address of the report in it, will do too.
      const text = readTextArgument(flags.report, '--report');
      const params = { id: reportIdIn(text) ?? text.trim() };
      return show(await openClient(call).send('GET /reports/:id', { params }), undefined, json, terminal);
    }
    if (args[0] !== undefined && flags.token !== undefined) throw usage('The token is given twice');
    const offsetSeconds = await measuredOffset(call);
    const rules = rulesAsked(call);
    const expectations = withSecretAlone(await readExpectations(flags, terminal.say, keySetOf(rules.profile, flags)), [
      flags.public,
      flags.key,
      flags.app,
      rules.profile,
    ]);
    const token = args[0] ?? flags.token;
    const piped = token === undefined && !isGivenElsewhere(flags) ? await readPiped(terminal.say) : undefined;
    const given = readEvidence({ ...flags, token, piped }, rules, offsetSeconds, expectations);
    const opened = given.report === undefined ? undefined : await openReport(given.report, call);
    if (opened !== undefined) return show(opened, undefined, json, terminal);
    if (offsetSeconds !== undefined && given.input.now === undefined) {
      terminal.say('The response has a Date, and that is used: --clock says nothing about that time');
    }
    // With the public key at hand the id is what is expected of the token, and no server is needed.
    const expectedId = flags.public === undefined ? undefined : flags.app;
    const asked =
      flags.app === undefined || expectedId !== undefined
        ? undefined
        : await askRegistryFor(given.input, openClient(call), flags.app);
    if (expectedId !== undefined && !json) terminal.say(NOT_ASKED);
    if (asked?.isOther) terminal.say(`The token names ${asked.claimed}: the server was asked for that application`);
    const registry = asked?.registry;
    const { passphrase } = call.settings;
    const whole = (input: Input) =>
      withSignatureChecked({
        ...input,
        ...(input.key !== undefined && withPassphrase(input.key, passphrase)),
        ...secretsOf(input, apiSecretFor(input, call)),
        ...(registry && { registry }),
        ...(expectedId !== undefined && asApplication(input, expectedId)),
      });
    const evidence =
      flags.request === undefined || isKeyAlone(given.input)
        ? completed(whole(given.input), flags.app, terminal, given.request !== undefined)
        : whole(given.input);
    const input = withMisread(evidence, given.sets);
    const found = withMendedKeyJudged(diagnose(input), input, flags.app);
    const report = withNames(found, { key: flags.key, public: flags.public, app: flags.app });
    if (json && !flags.fix && given.all.length > 1) {
      const requests = given.all.map(({ request, input }) => judged(request, whole(input)));
      terminal.json({ ...report, read: readAs(given), requests });
      return exitCodeOf(report);
    }
    sayWhatWasChosen(given, terminal);
    if (flags.key !== undefined && flags.key !== '-' && given.input.key !== undefined)
      sayEnvReaders(envReaders(readKeyArgument(flags.key, '--key')), terminal);
    if (!json) sayWhatWouldTell(report, input, terminal);
    if (!flags.fix) return show({ ...report, read: readAs(given) }, tokenIn(input), json, terminal);

    const { mend } = await import('../mend/mend.ts');
    const mended = mend(input, report);
    terminal.say(renderReport(report, tokenIn(input), terminal.err));
    if (mended === undefined) terminal.say('\nNo program can fix this: the steps above need a person');
    else if (json) terminal.json(mended);
    else terminal.data(mended.text);
    return exitCodeOf(report);
  },
});

const NOT_ASKED =
  'No server was asked: whether the application is active, and what its other keys are, is not checked. Without --public it is';

/** Something to look at, or standard input, is named by a flag: then nothing is waited for. */
function isGivenElsewhere(flags: { readonly [name: string]: unknown }): boolean {
  const evidence = ['header', 'request', 'response', 'said', 'key', 'report'];
  return evidence.some((name) => flags[name] !== undefined) || Object.values(flags).flat().includes('-');
}

/** By how many seconds the server of --clock is ahead of this clock; asked only where the flag is given. */
async function measuredOffset({ flags, settings, terminal }: ClockCall): Promise<number | undefined> {
  if (flags.clock === undefined) return undefined;
  if (flags.now !== undefined || flags.serverDate !== undefined) {
    throw usage("Both give the verifier's time: use --clock, or --now or --server-date");
  }
  const { name, offset } = await measureClock(
    readClockUrl(flags.clock, '--clock'),
    CLOCK_SAMPLES,
    settings.timeoutSeconds,
  );
  const { seconds, bound } = estimateOf(offset);
  const differs = Math.abs(seconds) > bound;
  const where = differs
    ? `${describeDuration(seconds)} ${seconds > 0 ? 'ahead of' : 'behind'} this one`
    : 'the same as this one';
  terminal.say(`The clock of ${name} is ${where}, to within ${describeDuration(bound)}`);
  return differs ? seconds : 0;
}

interface ClockCall {
  readonly flags: {
    readonly clock: string | undefined;
    readonly now: string | undefined;
    readonly serverDate: string | undefined;
  };
  readonly settings: Pick<ClientSettings, 'timeoutSeconds'>;
  readonly terminal: Terminal;
}

const CLOCK_SAMPLES = 5;

/** A token alone says nothing of its signature: where nothing else is wrong, the key is what to give next. */
function sayWhatWouldTell({ verdict, findings }: Report, input: Input, terminal: Terminal): void {
  if (verdict !== 'cannot-tell' || findings.length > 0) return;
  const { key, publicKey, registry, secrets, keySet } = input;
  const isAlone = (key ?? publicKey ?? registry ?? secrets ?? keySet) === undefined;
  const evidence = observe(input);
  const { token, profile } = evidence;
  if (!isAlone || token === undefined) return;
  const isKeyed = isMac(token.header.members?.['alg']);
  const ofPair =
    atIssuer(evidence) ??
    (profile.isGeneral ? 'Give --public KEY, or --jwks FILE or URL.' : 'Give --app ID or --public KEY.');
  terminal.say(`The signature is not checked yet. ${isKeyed ? 'Give --secret VALUE.' : ofPair}`);
}

/** The secret of the environment is Vonage's: for tokens of another provider it is tried only where somebody says so. */
function apiSecretFor(input: Input, { settings, sources }: SecretSettings): string | undefined {
  const { source } = sources.read('apiSecret');
  return chooseRules(input).profile.id === 'vonage' || source === '--api-secret' ? settings.apiSecret : undefined;
}

interface SecretSettings {
  readonly settings: Pick<ClientSettings, 'apiSecret'>;
  readonly sources: Sources;
}

/** What people sign with in place of the private key (HS256): named where it reproduces the signature, never shown. */
function secretsOf({ key }: Input, apiSecret: string | undefined): Pick<Input, 'secrets'> {
  const text = key instanceof Uint8Array ? Buffer.from(key).toString('utf8') : key;
  const line = text?.replace(/\r?\n$/, '');
  const secrets = {
    ...(apiSecret !== undefined && { 'the API secret': apiSecret }),
    ...(text !== undefined && { 'the text of the key': text }),
    ...(line !== undefined && line !== text && { 'the text of the key without its last line end': line }),
  };
  return Object.keys(secrets).length === 0 ? {} : { secrets };
}

/** A key in the place of a request, and no evidence beside it. */
function isKeyAlone({ key, registry, token, request }: Input): boolean {
  return key !== undefined && (registry ?? token ?? request) === undefined;
}

/** A key without a token gets a trial token. @throws Failure (usage) where there is nothing to look at. */
function completed(input: Input, applicationId: string | undefined, terminal: Terminal, isRequest: boolean): Input {
  const { token, authorization, request, key, keyFile } = input;
  if (token !== undefined || authorization !== undefined || request?.fields !== undefined) return input;
  if (keyFile !== undefined) return input;
  if (key === undefined && (isRequest || (input.said ?? input.response ?? input.failure) !== undefined)) return input;
  if (key === undefined) {
    throw usage(
      'There is nothing to check',
      'Give it a token, --header, --request, --response, --said, --key or --report',
      'See: mintmark doctor --help',
    );
  }
  const trial = withTrialToken(input, applicationId);
  if (trial !== undefined && input.registry === undefined && input.publicKey === undefined) {
    terminal.say(
      'A token minted with this key is checked. To see whether your application has its public key, add --app ID or --public KEY',
    );
  }
  return trial ?? input;
}

function show(
  report: Report & { readonly read?: ReturnType<typeof readAs> },
  token: string | undefined,
  json: boolean,
  terminal: Terminal,
): ExitCode {
  if (json) terminal.json(report);
  else terminal.data(renderReport(report, token, terminal.out));
  return exitCodeOf(report);
}

/** The token's text, for its marked spans: wherever it was read from. */
function tokenIn(input: Input): string | undefined {
  return observe(input).token?.text;
}

export function exitCodeOf({ verdict }: Pick<Report, 'verdict'>): ExitCode {
  return verdict === 'accepted' ? EXIT.fine : verdict === 'rejected' ? EXIT.found : EXIT.cannotTell;
}
