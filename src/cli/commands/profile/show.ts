import { documentOf } from '../../../core/claims/documents/write-profile.ts';
import { PROFILES } from '../../../core/claims/profiles/index.ts';
import { defineCommand } from '../../command/command.ts';
import { readProfileArgument } from '../../input/profile-argument.ts';
import { EXIT } from '../../terminal/failure.ts';
import { table } from '../../terminal/table.ts';

export const show = defineCommand({
  name: 'profile show',
  about: [
    'Prints a profile in the form that --profile FILE reads: a start for your own, under another id (--id). Rules that the form cannot say are listed on stderr. Without NAME it lists the built-in profiles.',
  ],
  args: [{ name: 'NAME', brief: 'a built-in profile, or a file', optional: true }],
  flags: { id: { value: 'ID', brief: 'The id to print instead of its own.' } },
  options: [],
  examples: ['mintmark profile show', 'mintmark profile show github --id my-github > my-github.json'],
  run({ args, flags, json, terminal }) {
    if (args[0] === undefined) {
      const rows = PROFILES.map(({ id, name, algorithms, source }) => ({ id, title: name, algorithms, source }));
      if (json) terminal.json(rows);
      else
        terminal.data(
          table(
            ['PROFILE', 'TITLE', 'ALGORITHMS'],
            rows.map(({ id, title, algorithms }) => [id, title, algorithms.join(', ')]),
            terminal.out,
          ),
        );
      return EXIT.fine;
    }
    const { document, left } = documentOf(readProfileArgument(args[0]), flags.id);
    terminal.json(document);
    if (left.length > 0) terminal.say(`Not in this form:\n${left.map((rule) => `  ${rule}`).join('\n')}`);
    return EXIT.fine;
  },
});
