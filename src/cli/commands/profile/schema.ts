import { publishedSchema } from '../../../core/claims/documents/schema.ts';
import { defineCommand } from '../../command/command.ts';
import { EXIT } from '../../terminal/failure.ts';

export const schema = defineCommand({
  name: 'profile schema',
  about: ['For editors and validators: name it as $schema in the profile.'],
  args: [],
  flags: {},
  options: [],
  examples: ['mintmark profile schema > profile.schema.json'],
  run({ terminal }) {
    terminal.json(publishedSchema());
    return EXIT.fine;
  },
});
