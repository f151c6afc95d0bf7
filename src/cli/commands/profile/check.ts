import { readProfile } from '../../../core/claims/documents/read-profile.ts';
import { defineCommand } from '../../command/command.ts';
import { faultInWords } from '../../input/profile-argument.ts';
import { readTextFile } from '../../input/text-argument.ts';
import { EXIT } from '../../terminal/failure.ts';

export const check = defineCommand({
  name: 'profile check',
  about: [
    'Reads the file as --profile does, and names each fault: the member by its JSON Pointer, what was expected, what was received, and what to do. The JSON Schema is docs/reference/profile.schema.json; mintmark profile schema prints it.',
  ],
  args: [{ name: 'FILE', brief: 'the profile, a JSON file; - is standard input' }],
  flags: {},
  options: [],
  examples: ['mintmark profile check acme.json', 'mintmark profile check acme.json --json | jq .faults'],
  run({ args, json, terminal }) {
    const reading = readProfile(readTextFile(args[0] ?? '', 'FILE'));
    if (reading.ok) {
      const { id, name, algorithms, identityClaim, claims } = reading.profile;
      const required = claims.filter((rule) => rule.required).map((rule) => rule.name);
      if (json) terminal.json({ ok: true, id, title: name, algorithms, identity: identityClaim, required, faults: [] });
      else terminal.data(`ok: ${id} takes ${algorithms.join(', ')}; required: ${required.join(', ') || 'no claim'}`);
      return EXIT.fine;
    }
    if (json) terminal.json({ ok: false, faults: reading.faults });
    else terminal.data(reading.faults.map(faultInWords).join('\n'));
    return EXIT.found;
  },
});
