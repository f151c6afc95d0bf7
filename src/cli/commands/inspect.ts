import type { Profile } from '../../core/claims/profile.ts';
import { diagnose } from '../../core/diagnosis/diagnose.ts';
import type { ReportFinding } from '../../core/evidence/report.ts';
import { readToken } from '../../core/jws/read-token.ts';
import type { PartReading, TokenReading } from '../../core/jws/reading.ts';
import { chooseRules } from '../../core/observe/choose-rules.ts';
import { defineCommand } from '../command/command.ts';
import { askedFor, readTime } from '../input/doctor-input.ts';
import { readProfileArgument } from '../input/profile-argument.ts';
import { readTextArgument } from '../input/text-argument.ts';
import { EXIT } from '../terminal/failure.ts';
import { drawToken, otherText } from '../terminal/inspection.ts';

export const inspect = defineCommand({
  name: 'inspect',
  about: [
    'Decodes as much as possible, even of a broken token. Nothing is verified: anyone can write such a token. To verify one, use mintmark verify.',
  ],
  args: [{ name: 'TOKEN', brief: 'the token: text, - for standard input, env:NAME or @FILE' }],
  flags: { now: { value: 'SECONDS', brief: 'The time to compare the claims with; this clock by default.' } },
  options: ['profile'],
  examples: [
    'mintmark inspect "$TOKEN"',
    'pbpaste | mintmark inspect -',
    'mintmark inspect "$TOKEN" --json | jq .claims',
  ],
  run({ args, flags, sources, settings, json, terminal }) {
    const text = readTextArgument(args[0] ?? '', 'TOKEN')
      .replace(/^(?:authorization:\s*)?bearer\s+/i, '')
      .trim();
    const now = readTime(flags.now, '--now') ?? Math.floor(Date.now() / 1000);
    const token = readToken(text);
    const isAsked = sources.read('profile').source !== 'default';
    const input = { token: text, now, ...(isAsked && askedFor(readProfileArgument(settings.profile))) };
    const { profile } = chooseRules(input);
    const { findings } = diagnose(input);
    if (json) terminal.json(decoded(token, profile, findings));
    else terminal.data(drawToken({ token, profile, findings, now }, terminal.out));
    const isReadable = token.header.text !== undefined || token.payload.text !== undefined;
    return isReadable ? EXIT.fine : EXIT.found;
  },
});

/** Everything but the signature: what comes out is no usable token. */
function decoded(
  { header, payload, signature, faults }: TokenReading,
  profile: Profile,
  findings: readonly ReportFinding[],
) {
  return {
    verified: false,
    profile: profile.id,
    header: header.members ?? null,
    headerText: textOf(header),
    claims: payload.members ?? null,
    claimsText: textOf(payload),
    signatureBytes: signature.bytes?.length ?? null,
    faults,
    findings: findings.map(({ cause, severity, certainty, title, at }) => ({ cause, severity, certainty, title, at })),
  };
}

/** What a part decodes to where that is no JSON object; nothing that a person may have pasted in its place. */
function textOf({ members, text }: PartReading): string | null | undefined {
  if (members !== undefined) return undefined;
  return text === undefined ? null : otherText(text);
}
