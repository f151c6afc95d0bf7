import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { profileById } from '../../core/claims/profiles/index.ts';
import { Classifier } from '../../core/triage/classifier.ts';
import { triagePage } from '../../core/triage/page.ts';
import { type Summary, summarize } from '../../core/triage/summary.ts';
import { Tally } from '../../core/triage/tally.ts';
import { CLIENT, openClient } from '../client.ts';
import { defineCommand } from '../command.ts';
import { readTime, rulesAsked } from '../doctor-input.ts';
import { EXIT, reasonOf, usage } from '../failure.ts';
import { readPublicKeyArgument } from '../key-argument.ts';
import { askRegistry } from '../registry.ts';
import { drawSummary } from '../triage/drawing.ts';
import { checkedKeys } from '../triage/keys.ts';
import { openProgress } from '../triage/progress.ts';
import { readLog } from '../triage/read-log.ts';

export const triage = defineCommand({
  name: 'triage',
  about: [
    'Groups the rejected requests of a log by cause: how many, first and last seen, which applications, an example of each. Reads JSON lines (requests, headers or tokens, as programs log them), access logs, tokens one a line, and HAR files, of any size. Each request is judged by the time of its own line. No token is repeated.',
  ],
  args: [{ name: 'FILE', brief: 'logs to read; - is standard input', many: true }],
  flags: {
    public: { value: 'KEY', brief: 'The public key that the server has: signatures are checked with it.' },
    app: { value: 'ID', brief: 'Ask the server for the keys of this application, and check with them.' },
    now: { value: 'SECONDS', brief: 'The time at which requests without a time of their own were judged.' },
    html: { value: 'FILE', brief: 'Write a page of its own as well: chart, table and examples.' },
  },
  options: [...CLIENT, 'profile', 'skewSeconds'],
  examples: [
    'mintmark triage rejected.ndjson',
    'zcat access.log.*.gz | mintmark triage - --html why.html',
    'mintmark triage rejected.ndjson --app 7c9e6679-7425-40de-944b-e07fc1f90ae7 --json',
  ],
  async run(call) {
    const { args, flags, settings, json, terminal } = call;
    const profile = profileById(settings.profile);
    if (profile === undefined) throw usage(`There is no profile of the name ${settings.profile}`);
    if (flags.public !== undefined && flags.app !== undefined) throw usage('Give --public or --app, not both');
    const now = readTime(flags.now, '--now');
    const publicKey = flags.public === undefined ? undefined : readPublicKeyArgument(flags.public, '--public');
    const registry = flags.app === undefined ? undefined : await askRegistry(openClient(call), flags.app);
    const keys = publicKey === undefined && registry === undefined ? undefined : checkedKeys(publicKey, registry);
    const scratch = Buffer.alloc(65_536);
    const classifier = new Classifier({
      profile,
      skewSeconds: rulesAsked(call).skewSeconds ?? profile.skewSeconds ?? settings.skewSeconds,
      base64url: {
        decode: (segment) => scratch.toString('latin1', 0, scratch.write(segment, 'base64url')),
        sizeOf: (segment) => scratch.write(segment, 'base64url'),
      },
      ...(keys && { keys }),
    });
    const tally = new Tally();
    const counts = { lines: 0, notRefused: 0, withoutTime: 0, unread: 0 };
    let firstUnread: string | null = null;
    const progress = openProgress();
    for (const path of args) {
      const file = path === '-' ? 'stdin' : basename(path);
      const before = counts.lines;
      counts.lines += await readLog(path, {
        request(request, line) {
          const status = request.response?.status;
          if (status !== undefined && status < 400) {
            counts.notRefused++;
            return;
          }
          const timed = request.sentAt === undefined && now !== undefined ? { ...request, sentAt: now } : request;
          if (timed.sentAt === undefined && (timed.response?.fields.length ?? 0) === 0) counts.withoutTime++;
          tally.add(classifier.classify(timed), timed, { file, line });
        },
        unread(line) {
          counts.unread++;
          firstUnread ??= `${file}:${line}`;
        },
        progress: (lines, bytes, of) => progress.show(before + lines, bytes, of),
      });
    }
    progress.close();
    const { lines, notRefused, withoutTime, unread } = counts;
    const summary = summarize(
      tally,
      {
        lines,
        notRefused,
        withoutTime,
        unread: { lines: unread, first: firstUnread },
        signatures: keys?.counts ?? null,
      },
      (request) => classifier.inputOf(request),
    );
    if (flags.html !== undefined)
      writePage(flags.html, triagePage(summary, args.map((path) => basename(path)).join(', ')));
    if (json) terminal.json(summary);
    else terminal.data(drawSummary(summary, terminal.out));
    return exitCode(summary);
  },
});

function writePage(path: string, page: string): void {
  try {
    writeFileSync(path, page);
  } catch (error) {
    throw usage(`--html: ${path} cannot be written: ${reasonOf(error)}`);
  }
}

function exitCode({ causes, judged }: Summary) {
  if (causes.some(({ cause }) => cause !== null)) return EXIT.found;
  return judged === 0 ? EXIT.fine : EXIT.cannotTell;
}
