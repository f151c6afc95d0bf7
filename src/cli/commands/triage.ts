import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { jwt } from '../../core/claims/profiles/jwt.ts';
import { LogTriage } from '../../core/triage/log-triage.ts';
import { triagePage } from '../../core/triage/page.ts';
import type { Summary } from '../../core/triage/summary.ts';
import { defineCommand } from '../command/command.ts';
import { readTime, rulesAsked, withExpectations } from '../input/doctor-input.ts';
import { EXPECTATIONS, readExpectations } from '../input/expectations.ts';
import { hasPipedInput, missingArgument } from '../input/piped.ts';
import { keySetOf } from '../input/profile-argument.ts';
import { isRsaKey, readAllPublicKeys } from '../input/public-key.ts';
import { CLIENT, openClient } from '../server/client.ts';
import { askRegistry } from '../server/registry.ts';
import { EXIT, reasonOf, usage } from '../terminal/failure.ts';
import { drawSummary } from '../triage/drawing.ts';
import { expectedParts } from '../triage/expected.ts';
import { checkedKeys } from '../triage/keys.ts';
import { openProgress } from '../triage/progress.ts';
import { decodeLine, readLog } from '../triage/read-log.ts';

const FILE = {
  name: 'FILE',
  brief: 'logs to read; - is standard input, which is read too where something is piped in',
  many: true,
  optional: true,
} as const;

export const triage = defineCommand({
  name: 'triage',
  about: [
    'Groups the rejected requests of a log by cause: how many, first and last seen, which applications, and an example of each. Reads JSON lines (requests, headers or tokens, as programs log them), access logs, tokens one per line, and HAR files, of any size. Each request is judged by the time of its own line and, without --profile, by the rules of the provider that its host or its claims show. A token that the log shows as accepted before its 401 counts as used twice, if nothing else is found. No token is printed. Ctrl-C stops reading, and prints what is known so far.',
    'Memory does not grow with the log. Applications are counted one by one up to 2,000 per cause; beyond that the most frequent are kept, and a count that may have missed some says "at least".',
  ],
  args: [FILE],
  flags: {
    public: {
      value: 'KEY',
      many: true,
      brief: 'A public key that the server has, or a JWK Set: signatures are checked with it; repeatable.',
    },
    ...EXPECTATIONS,
    app: { value: 'ID', brief: 'Ask the server for the keys of this application, and check with them.' },
    now: { value: 'SECONDS', brief: 'The time at which requests without their own time were judged.' },
    html: { value: 'FILE', brief: 'Also write a self-contained page: chart, table and examples.' },
  },
  options: [...CLIENT, 'profile', 'skewSeconds'],
  examples: [
    'mintmark triage rejected.ndjson',
    'zcat access.log.*.gz | mintmark triage - --html why.html',
    'mintmark triage rejected.ndjson --app 7c9e6679-7425-40de-944b-e07fc1f90ae7 --json',
  ],
  async run(call) {
    const { args, flags, json, terminal } = call;
    if (flags.public.length > 0 && flags.app !== undefined) throw usage('Give --public or --app, not both');
    const { profile, skewSeconds } = rulesAsked(call);
    const now = readTime(flags.now, '--now');
    const url = keySetOf(profile, flags);
    const expectations = await readExpectations(flags, terminal.say, url);
    const publicKeys = readAllPublicKeys(flags.public);
    const registry = flags.app === undefined ? undefined : await askRegistry(openClient(call), flags.app);
    // One RSA key of an application is checked as the gate does it.
    const isQuick = !expectations.isGiven && url === undefined && (publicKeys === undefined || isRsaKey(publicKeys));
    const publicKey = isQuick && typeof publicKeys === 'string' ? publicKeys : undefined;
    const keys = publicKey === undefined && registry === undefined ? undefined : checkedKeys(publicKey, registry);
    const log = new LogTriage({
      ...(profile !== undefined && { profile }),
      ...(skewSeconds !== undefined && { skewSeconds }),
      ...(now !== undefined && { now }),
      ...(keys && { keys }),
      ...(!isQuick &&
        expectedParts(withExpectations(profile, expectations, publicKeys), {
          sets: publicKeys === undefined ? expectations.sets : typeof publicKeys === 'string' ? [] : [publicKeys],
          hasSecret: expectations.input.secrets !== undefined,
          hasKey: typeof publicKeys === 'string',
          registry,
        })),
      ...(!isQuick && expectations.isGiven && { usual: jwt }),
      decode: decodeLine,
    });
    const paths = args.length > 0 ? args : (await hasPipedInput(terminal.say)) ? ['-'] : [];
    if (paths.length === 0) throw missingArgument('triage', FILE);
    const isStopped = await readAll(paths, log);
    const summary = log.summary(isStopped);
    if (flags.html !== undefined)
      writePage(flags.html, triagePage(summary, paths.map((path) => basename(path)).join(', ')));
    if (json) terminal.json(summary);
    else terminal.data(drawSummary(summary, terminal.out));
    return exitCode(summary);
  },
});

/** @returns whether it was stopped half way (Ctrl-C); a second one ends the program at once */
async function readAll(paths: readonly string[], log: LogTriage): Promise<boolean> {
  const progress = openProgress();
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal);
  try {
    for (const path of paths) {
      if (stop.signal.aborted) break;
      log.open(path === '-' ? 'stdin' : basename(path));
      await readLog(path, log, ({ bytes, of }) => progress.show(log.lines, bytes, of), stop.signal);
    }
  } finally {
    process.off('SIGINT', onSignal);
    progress.close();
  }
  return stop.signal.aborted;
}

function writePage(path: string, page: string): void {
  try {
    writeFileSync(path, page);
  } catch (error) {
    throw usage(`--html: ${path} cannot be written: ${reasonOf(error)}`);
  }
}

function exitCode({ causes, judged, notRefused, unread, isStopped }: Summary) {
  if (causes.some(({ cause }) => cause !== null)) return EXIT.found;
  const hasNone = judged === 0 && (unread.lines === 0 || notRefused > 0);
  return hasNone && !isStopped ? EXIT.fine : EXIT.cannotTell;
}
