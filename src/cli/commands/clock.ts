import { describeDuration } from '../../core/claims/numeric-date.ts';
import { askSntp } from '../clock/ask-sntp.ts';
import { measureClock, readClockUrl, witness } from '../clock/measure-clock.ts';
import { type ClockOffset, type ClockVerdict, estimateOf, judgeClocks, type Witness } from '../clock/offset.ts';
import { defineCommand } from '../command/command.ts';
import { EXIT, type ExitCode, usage } from '../terminal/failure.ts';
import { table } from '../terminal/table.ts';

/** By which clocks that agree may differ beyond what could be measured. */
const TOLERANCE_SECONDS = 1;
const USUAL_SAMPLES = 5;

export const clock = defineCommand({
  name: 'clock',
  about: [
    'Compares this clock with the Date that a server sends, over several requests: the offset, and how accurate it is. With only one other clock it is impossible to tell which of the two is wrong; a second URL or an SNTP server decides.',
  ],
  args: [{ name: 'URL', brief: 'servers to ask; the server of the option url by default', optional: true, many: true }],
  flags: {
    sntp: { value: 'HOST', many: true, brief: 'An NTP server to ask as well, such as pool.ntp.org' },
    samples: { value: 'N', brief: 'Requests to each URL, 1 to 50; 5 by default.' },
  },
  options: ['url', 'skewSeconds', 'timeoutSeconds'],
  examples: [
    'mintmark clock',
    'mintmark clock https://api.nexmo.com --sntp pool.ntp.org',
    'mintmark clock https://api.nexmo.com https://example.com',
  ],
  async run({ args, flags, settings, json, terminal }) {
    const urls = (args.length > 0 ? args : flags.sntp.length > 0 ? [] : [settings.url]).map((text) =>
      readClockUrl(text, 'URL'),
    );
    const count = readCount(flags.samples);
    const { timeoutSeconds, skewSeconds } = settings;
    const witnesses = await Promise.all([
      ...urls.map((url) => measureClock(url, count, timeoutSeconds)),
      ...flags.sntp.map(async (server) => witness(`sntp ${server}`, [await askSntp(server, timeoutSeconds)])),
    ]);
    const verdict = judgeClocks(witnesses, TOLERANCE_SECONDS);
    const rows = witnesses.map(({ name, offset }) => ({ clock: name, ...estimateOf(offset) }));
    if (json)
      terminal.json({
        verdict: verdict.kind,
        wrong: verdict.kind === 'other-clock' ? verdict.names : [],
        skewSeconds,
        clocks: rows,
      });
    else {
      const cells = rows.map(({ clock: name, seconds, bound }) => [
        name,
        signed(seconds, bound),
        `± ${bound.toFixed(bound < 0.1 ? 3 : 1)} s`,
      ]);
      terminal.data(table(['CLOCK', 'AGAINST THIS ONE', 'BOUND'], cells, terminal.out));
      terminal.data(`\n${sentence(verdict, witnesses)} ${consequence(witnesses, skewSeconds)}`);
    }
    return exitCode(witnesses, skewSeconds);
  },
});

function sentence(verdict: ClockVerdict, witnesses: readonly Witness[]): string {
  switch (verdict.kind) {
    case 'agree':
      return 'The clocks agree.';
    case 'this-clock':
      return 'This clock is wrong: the others agree with each other, and not with it. Set it with NTP.';
    case 'other-clock':
      return `The clock of ${verdict.names.join(' and ')} is wrong: the others agree with this one.`;
    case 'cannot-tell':
      return witnesses.length === 1
        ? 'The two clocks differ, and two are not enough to tell which is wrong: ask a third with --sntp HOST or another URL.'
        : 'The clocks differ, and no majority shows which is wrong.';
  }
}

/** What a difference means for tokens minted here. */
function consequence(witnesses: readonly Witness[], skewSeconds: number): string {
  const worst = largest(witnesses);
  const { seconds } = estimateOf(worst);
  if (isWithin(worst, skewSeconds)) return `Within the leeway of ${skewSeconds} s.`;
  const amount = describeDuration(seconds);
  return seconds < 0
    ? `Tokens minted here are ${amount} in the future there: clock-ahead.`
    : `Tokens minted here are already ${amount} old there: clock-behind.`;
}

function largest(witnesses: readonly Witness[]): ClockOffset {
  const sizes = witnesses.map(({ offset }) => Math.abs(estimateOf(offset).seconds));
  return witnesses[sizes.indexOf(Math.max(...sizes))]?.offset ?? { atLeast: 0, atMost: 0 };
}

/** Rejected is what lies beyond the leeway for certain. */
function isWithin({ atLeast, atMost }: ClockOffset, skewSeconds: number): boolean {
  return atLeast <= skewSeconds && atMost >= -skewSeconds;
}

function exitCode(witnesses: readonly Witness[], skewSeconds: number): ExitCode {
  return witnesses.every(({ offset }) => isWithin(offset, skewSeconds)) ? EXIT.fine : EXIT.found;
}

function signed(seconds: number, bound: number): string {
  if (Math.abs(seconds) <= bound) return 'the same';
  const size = Math.abs(seconds);
  // Measured to a fraction, so told to one.
  return `${size < 10 ? `${size.toFixed(1)} s` : describeDuration(size)} ${seconds > 0 ? 'ahead' : 'behind'}`;
}

function readCount(text: string | undefined): number {
  const count = text === undefined ? USUAL_SAMPLES : /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= 50) return count;
  throw usage('--samples takes a number from 1 to 50');
}
