import { CAUSES, titleOf } from '../../core/causes/index.ts';
import { articleDoc, articleMarkdown } from '../../core/diagnosis/article.ts';
import { causeById, diagnose } from '../../core/diagnosis/diagnose.ts';
import { ansiOf } from '../../core/prose/ansi.ts';
import { candidateLines } from '../../core/prose/candidates.ts';
import { flow } from '../../core/prose/layout.ts';
import { nearest } from '../../core/prose/nearest.ts';
import { readSaid } from '../../core/said/read-said.ts';
import { type Call, defineCommand } from '../command/command.ts';
import { readProfileArgument } from '../input/profile-argument.ts';
import { readSaidArgument } from '../input/said-argument.ts';
import { EXIT, type ExitCode, usage } from '../terminal/failure.ts';
import { thereIsNo } from '../terminal/suggest.ts';
import { table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';

export const explain = defineCommand({
  name: 'explain',
  about: [
    'Works offline. Without CAUSE it lists them all. A message instead (an error, an answer, a log line) is explained by what is known to be behind it, most likely first. Other words are searched for in the articles, as the help of the dashboard does it.',
  ],
  args: [
    {
      name: 'CAUSE',
      brief: 'the id of a cause, the URL of its page, a message, or words to search for',
      optional: true,
      many: true,
    },
  ],
  flags: {
    said: { value: 'TEXT', brief: 'A message to explain: text, - for standard input, env:NAME or @FILE.' },
  },
  options: ['profile'],
  examples: [
    'mintmark explain key-pair-not-saved',
    'mintmark explain "jwt issuer invalid. expected: https://id.example.com"',
    'mintmark explain private key on one line',
    'mintmark explain --said @error.log',
    'mintmark explain --json | jq -r ".[].id"',
  ],
  async run(call) {
    const { args, flags, json, terminal } = call;
    const asked = args.length === 0 ? undefined : args.join(' ');
    if (flags.said !== undefined) return explainSaid(readSaidArgument(flags.said), call);
    if (asked !== undefined && /\s/.test(asked.trim())) return explainSaid(asked, call, await articlesWith(asked));
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
      const ids = CAUSES.map((one) => one.id);
      const articles = nearest(asked, ids) === undefined ? await articlesWith(asked) : [];
      if (articles.length > 0) return explainSaid(asked, call, articles);
      throw usage(thereIsNo('cause', asked, ids), 'See them all: mintmark explain');
    }
    const { id, title, stage, status, challenge, audience, certainty, severity, cites, related } = cause;
    if (json) {
      const article = articleMarkdown(cause, { titleOf });
      terminal.json({ id, title, stage, status, challenge, audience, certainty, severity, cites, related, article });
    } else terminal.data(ansiOf(articleDoc(cause, { titleOf }), terminal.out));
    return EXIT.fine;
  },
});

/** An article that a search found. */
interface Article {
  readonly cause: string;
  readonly title: string;
  readonly snippet: string;
}

const ARTICLES_SHOWN = 5;

async function articlesWith(words: string): Promise<readonly Article[]> {
  const [{ articleEntries, catalogue }, { makeIndex }, { searchHelp }, { snippetOf }] = await Promise.all([
    import('../../help/articles.ts'),
    import('../../help/help-index.ts'),
    import('../../help/search.ts'),
    import('../../help/marks.ts'),
  ]);
  const hits = searchHelp(makeIndex(articleEntries(), catalogue()), words, ARTICLES_SHOWN);
  return hits.map((hit) => ({ cause: hit.entry.id, title: hit.entry.title, snippet: snippetOf(hit) }));
}

function articleLines(articles: readonly Article[], { out }: Terminal): string[] {
  const { width, paint } = out;
  const rows = articles.flatMap(({ cause, title, snippet }) => [
    ...flow([`${title} (${cause})`], width, (text) => text, '  ', '      '),
    ...flow([snippet], width, (text) => text, '      '),
  ]);
  return [paint('Articles with these words, best first', 'strong'), ...rows, '', '  Read one: mintmark explain CAUSE'];
}

/** A message or other words: whose it is and what is known to be behind it, as the doctor says it; else the articles. */
function explainSaid(
  said: string,
  {
    json,
    terminal,
    settings,
    sources,
  }: Pick<Call<Record<never, never>, 'profile'>, 'json' | 'terminal' | 'settings' | 'sources'>,
  articles: readonly Article[] = [],
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
  if (json) terminal.json({ said: messages, candidates, articles });
  else if (messages.length === 0 && articles.length > 0) {
    terminal.data(articleLines(articles, terminal).join('\n'));
  } else {
    const whose = messages.map(({ product, message, source }) => `${product}: ${message}\n  ${source}`);
    const none = 'No product is known for these words; what they usually mean:';
    terminal.data([...(whose.length > 0 ? whose : [none]), '', ...candidateLines(report, terminal.out)].join('\n'));
  }
  return known.length + articles.length > 0 ? EXIT.fine : EXIT.cannotTell;
}
