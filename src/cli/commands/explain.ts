import { CAUSES, titleOf } from '../../core/causes/index.ts';
import { causeById } from '../../core/diagnosis/diagnose.ts';
import { ansiOf } from '../../core/prose/ansi.ts';
import { articleDoc, articleMarkdown } from '../../core/prose/article.ts';
import { defineCommand } from '../command/command.ts';
import { EXIT, usage } from '../terminal/failure.ts';
import { thereIsNo } from '../terminal/suggest.ts';
import { table } from '../terminal/table.ts';

export const explain = defineCommand({
  name: 'explain',
  about: ['Works offline. Without CAUSE it lists them all.'],
  args: [{ name: 'CAUSE', brief: 'the id of a cause, or the URL of its page', optional: true }],
  flags: {},
  options: [],
  examples: ['mintmark explain key-pair-not-saved', 'mintmark explain', 'mintmark explain --json | jq -r ".[].id"'],
  run({ args, json, terminal }) {
    const [asked] = args;
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
