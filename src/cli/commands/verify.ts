import { causeById, diagnose } from '../../core/diagnosis/diagnose.ts';
import type { Stage } from '../../core/evidence/cause.ts';
import { STAGES } from '../../core/evidence/cause.ts';
import type { Check, Report } from '../../core/evidence/report.ts';
import { missingEvidence } from '../../core/prose/report.ts';
import { defineCommand } from '../command/command.ts';
import { readEvidence, rulesAsked } from '../input/doctor-input.ts';
import { CLIENT, openClient } from '../server/client.ts';
import { askRegistry } from '../server/registry.ts';
import { usage } from '../terminal/failure.ts';
import { table } from '../terminal/table.ts';
import type { Paper } from '../terminal/terminal.ts';
import { exitCodeOf } from './doctor.ts';

export const verify = defineCommand({
  name: 'verify',
  about: ['The verdict, then one line a check. mintmark doctor says why, and what to do.'],
  args: [{ name: 'TOKEN', brief: 'the token: text, - for standard input, env:NAME or @FILE' }],
  flags: {
    public: { value: 'KEY', brief: 'The public key to verify with: a file, -, env:NAME or text.' },
    app: { value: 'ID', brief: 'Ask the server for the keys of this application.' },
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
    const { args, flags, settings, json, terminal } = call;
    if ((flags.public === undefined) === (flags.app === undefined)) {
      throw usage(
        'A token is verified under one public key, and it has to come from somewhere',
        'Give --public KEY or --app ID',
      );
    }
    const rest = { header: undefined, request: undefined, key: undefined, serverDate: undefined };
    const { input } = readEvidence(
      { ...rest, ...flags, token: args[0], clientNow: undefined, response: undefined },
      // A token never chooses the rules that it is verified by.
      { ...rulesAsked(call), profile: settings.profile },
    );
    const registry = flags.app === undefined ? undefined : await askRegistry(openClient(call), flags.app);
    const report = diagnose({ ...input, ...(registry && { registry }) });
    if (json) terminal.json(report);
    else terminal.data(verdictAndChecks(report, terminal.out));
    return exitCodeOf(report);
  },
});

const WHAT: { readonly [stage in Stage]: string } = {
  transport: 'the Authorization header',
  shape: 'three parts of strict base64url and JSON',
  header: 'the JOSE Header',
  claims: 'the claims',
  registry: 'the application',
  signature: 'the signature',
  time: 'the time',
  replay: 'used once only',
  permission: 'the acl',
  key: 'the key',
  environment: 'the surroundings',
};
/** Stages that a token alone has no part in. */
const ELSEWHERE: readonly Stage[] = ['transport', 'replay', 'environment', 'key'];

function verdictAndChecks({ verdict, checks, findings }: Report, paper: Paper): string {
  const rows = STAGES.flatMap((stage) => {
    const own = checks.filter(({ cause }) => causeById(cause)?.stage === stage);
    const found = findings.filter(({ cause }) => causeById(cause)?.stage === stage);
    if (own.length === 0 || (found.length === 0 && ELSEWHERE.includes(stage))) return [];
    if (found.length > 0)
      return found.map(({ title, severity, cause }) => [severity, WHAT[stage], `${title} (${cause})`]);
    return [clearOrNot(stage, own)];
  });
  const colour = verdict === 'accepted' ? 'good' : verdict === 'rejected' ? 'fault' : 'unsure';
  return [paper.paint(verdict.replace('-', ' '), colour), table(['RESULT', 'CHECK', 'WHY'], rows, paper)].join('\n');
}

function clearOrNot(stage: Stage, checks: readonly Check[]): string[] {
  if (checks.every(({ result }) => result === 'cannot-tell')) {
    return ['cannot tell', WHAT[stage], `needs ${missingEvidence(checks).join(', ')}`];
  }
  return ['ok', WHAT[stage], ''];
}
