import { CAUSES, titleOf } from '../../core/causes/index.ts';
import { articleDoc, articleMarkdown } from '../../core/diagnosis/article.ts';
import { causeById, diagnose } from '../../core/diagnosis/diagnose.ts';
import { ansiOf } from '../../core/prose/ansi.ts';
import { candidateLines } from '../../core/prose/candidates.ts';
import { readSaid } from '../../core/said/read-said.ts';
import { type Call, defineCommand } from '../command/command.ts';
import { readProfileArgument } from '../input/profile-argument.ts';
import { readSaidArgument } from '../input/said-argument.ts';
import { EXIT, type ExitCode, usage } from '../terminal/failure.ts';
import { thereIsNo } from '../terminal/suggest.ts';
import { table } from '../terminal/table.ts';

export const explain = defineCommand({
  name: 'explain',
  about: [
    'Works offline. Without CAUSE it lists them all. A message instead (an error, an answer, a log line) is explained by what is known to be behind it, most likely first.',
  ],
  args: [{ name: 'CAUSE', brief: 'the id of a cause, the URL of its page, or a message in quotes', optional: true }],
  flags: {
    said: { value: 'TEXT', brief: 'A message to explain: text, - for standard input, env:NAME or @FILE.' },
  },
  options: ['profile'],
  examples: [
    'mintmark explain key-pair-not-saved',
    'mintmark explain "jwt issuer invalid. expected: https://id.example.com"',
    'mintmark explain --said @error.log',
    'mintmark explain --json | jq -r ".[].id"',
  ],
  run(call) {
    const { args, flags, json, terminal } = call;
    const [asked] = args;
    if (flags.said !== undefined) return explainSaid(readSaidArgument(flags.said), call);
    if (asked !== undefined && /\s/.test(asked.trim())) return explainSaid(asked, call);
    if (asked === undefined) {
      const rows = CAUSES.map(({ id, title }) => ({ id, title }));
      if (json) terminal.json(rows);
      else
        terminal.data(
          table(
            ['CAUSE', 'WHAT IT IS'],
            rows.map(({ id, title }) => [id, title]),
            terminal.out,
          ),
        );
      return EXIT.fine;
    }
    const cause = causeById(asked.replace(/^.*\/causes\//, ''));
    if (cause === undefined) {
      throw usage(
        thereIsNo(
          'cause',
          asked,
          CAUSES.map((one) => one.id),
        ),
        'See them all: mintmark explain',
      );
    }
    const { id, title, stage, status, challenge, audience, certainty, severity, cites, related } = cause;
    if (json) {
      const article = articleMarkdown(cause, { titleOf });
      terminal.json({ id, title, stage, status, challenge, audience, certainty, severity, cites, related, article });
    } else terminal.data(ansiOf(articleDoc(cause, { titleOf }), terminal.out));
    return EXIT.fine;
  },
});

/** A message alone: whose it is, and what is known to be behind it, as the doctor says it. */
function explainSaid(
  said: string,
  {
    json,
    terminal,
    settings,
    sources,
  }: Pick<Call<Record<never, never>, 'profile'>, 'json' | 'terminal' | 'settings' | 'sources'>,
): ExitCode {
  if (said.trim() === '') throw usage('The message is empty: is the variable set?');
  const isChosen = sources.read('profile').source !== 'default';
  const profile = isChosen ? readProfileArgument(settings.profile) : undefined;
  const report = diagnose({ said, ...(profile !== undefined && { profile }) });
  const { candidates = [] } = report;
  const asked = profile === undefined ? undefined : { profile: report.profile, isKnown: true };
  const known = readSaid(said, asked).filter(({ product }) => product.isCommonWords !== true);
  const messages = known.map(({ product, message, text, states }) => ({
    product: product.name,
    message: text,
    states,
    source: message.source ?? product.source,
    ...(message.note !== undefined && { note: message.note }),
  }));
  if (json) terminal.json({ said: messages, candidates });
  else {
    const whose = messages.map(({ product, message, source }) => `${product}: ${message}\n  ${source}`);
    const none = 'No product is known for these words; what they usually mean:';
    terminal.data([...(whose.length > 0 ? whose : [none]), '', ...candidateLines(report, terminal.out)].join('\n'));
  }
  return known.length > 0 ? EXIT.fine : EXIT.cannotTell;
}
