import { diagnose } from '../../core/diagnosis/diagnose.ts';
import type { Report } from '../../core/evidence/report.ts';
import { observe } from '../../core/observe/observe.ts';
import { defineCommand } from '../command/command.ts';
import { asApplication } from '../input/as-application.ts';
import { withSignatureChecked } from '../input/check-signature.ts';
import { readEvidence, rulesAsked } from '../input/doctor-input.ts';
import { EXPECTATIONS, readExpectations } from '../input/expectations.ts';
import { withMisread } from '../input/misread.ts';
import { missingArgument, readPiped } from '../input/piped.ts';
import { keySetOf } from '../input/profile-argument.ts';
import { readAs, sayWhatWasChosen } from '../input/read-as.ts';
import { CLIENT, openClient } from '../server/client.ts';
import { askRegistry } from '../server/registry.ts';
import { usage } from '../terminal/failure.ts';
import { table } from '../terminal/table.ts';
import type { Paper } from '../terminal/terminal.ts';
import { type Row, rowsOf } from '../verify/rows.ts';
import { exitCodeOf } from './doctor.ts';

const TOKEN = {
  name: 'TOKEN',
  brief: 'the token, or a text with one in it: text, - for standard input, env:NAME or @FILE',
  optional: true,
} as const;

export const verify = defineCommand({
  name: 'verify',
  about: ['Prints the verdict, then one line per check. mintmark doctor says why, and what to do.'],
  args: [TOKEN],
  flags: {
    public: { value: 'KEY', brief: 'The public key to verify with: a file, -, env:NAME or text.' },
    ...EXPECTATIONS,
    app: { value: 'ID', brief: 'Ask the server for the keys of this application; with --public, the id to expect.' },
    now: { value: 'SECONDS', brief: "The verifier's time; this clock by default." },
    method: { value: 'METHOD', brief: 'Method of the request, for the acl.' },
    path: { value: 'PATH', brief: 'Path of the request, for the acl.' },
  },
  options: [...CLIENT, 'profile', 'skewSeconds'],
  examples: [
    'mintmark verify "$TOKEN" --public public.pem',
    'mintmark verify - --app 7c9e6679-7425-40de-944b-e07fc1f90ae7 < token.txt',
  ],
  async run(call) {
    const { args, flags, json, terminal } = call;
    const rules = rulesAsked(call);
    const url = keySetOf(rules.profile, flags);
    const sources = [flags.public ?? flags.app, flags.jwks[0] ?? url, flags.secret];
    if (sources.filter((source) => source !== undefined).length !== 1) {
      throw usage(
        'A token is verified with a key, which has to come from somewhere',
        'Give one of --public KEY, --jwks FILE or URL, --secret VALUE, --app ID',
        'Or a --profile FILE whose keys are from a key set: "keys": {"from": "jwks", "url": …}',
      );
    }
    const isTaken = Object.values(flags).flat().includes('-');
    const piped = args[0] === undefined && !isTaken ? await readPiped(terminal.say) : undefined;
    if ((args[0] ?? piped) === undefined) throw missingArgument('verify', TOKEN);
    const expectations = await readExpectations(flags, terminal.say, url);
    const rest = { header: undefined, request: undefined, key: undefined, serverDate: undefined };
    const given = readEvidence(
      { ...rest, ...flags, token: args[0], piped, clientNow: undefined, response: undefined },
      rules,
      undefined,
      expectations,
    );
    // The keys of the application that was asked for, whatever the token says.
    const registry =
      flags.app === undefined || flags.public !== undefined
        ? undefined
        : await askRegistry(openClient(call), flags.app);
    const checked = withSignatureChecked({
      ...given.input,
      ...(registry && { registry }),
      ...(flags.public !== undefined && flags.app !== undefined && asApplication(given.input, flags.app)),
    });
    const input = withMisread(checked, given.sets);
    const report = diagnose(input);
    const rows = rowsOf(report, observe(input));
    sayWhatWasChosen(given, terminal);
    if (json) terminal.json({ ...report, rows, read: readAs(given) });
    else terminal.data(drawn(report, rows, terminal.out));
    return exitCodeOf(report);
  },
});

function drawn({ verdict }: Report, rows: readonly Row[], paper: Paper): string {
  const colour = verdict === 'accepted' ? 'good' : verdict === 'rejected' ? 'fault' : 'unsure';
  const cells = rows.map(({ result, check, why }) => [result.replace('-', ' '), check, why]);
  return [paper.paint(verdict.replace('-', ' '), colour), table(['RESULT', 'CHECK', 'WHY'], cells, paper)].join('\n');
}
