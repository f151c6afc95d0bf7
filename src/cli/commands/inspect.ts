import type { Profile } from '../../core/claims/profile.ts';
import { diagnose } from '../../core/diagnosis/diagnose.ts';
import type { Input } from '../../core/evidence/input.ts';
import type { ReportFinding } from '../../core/evidence/report.ts';
import { readToken } from '../../core/jws/read-token.ts';
import type { PartReading, TokenReading } from '../../core/jws/reading.ts';
import { chooseRules } from '../../core/observe/choose-rules.ts';
import { observe } from '../../core/observe/observe.ts';
import { defineCommand } from '../command/command.ts';
import { withSignatureChecked } from '../input/check-signature.ts';
import { readEvidence, rulesAsked } from '../input/doctor-input.ts';
import { EXPECTATIONS, readExpectations } from '../input/expectations.ts';
import { missingArgument, readPiped } from '../input/piped.ts';
import { keySetOf } from '../input/profile-argument.ts';
import { readAs, sayWhatWasChosen } from '../input/read-as.ts';
import { readTokenArgument } from '../input/text-argument.ts';
import { EXIT } from '../terminal/failure.ts';
import { drawToken, otherText } from '../terminal/inspection.ts';

const TOKEN = {
  name: 'TOKEN',
  brief: 'the token, or a text with one in it: text, - for standard input, env:NAME or @FILE',
  optional: true,
} as const;

export const inspect = defineCommand({
  name: 'inspect',
  about: [
    'Decodes as much as possible, even of a broken token. TOKEN may stand in any text: a header, a command line, a log. Without --public, --jwks or --secret nothing is verified: anyone can write such a token. For one line per check, use mintmark verify.',
  ],
  args: [TOKEN],
  flags: {
    public: { value: 'KEY', brief: 'The public key to verify with: a file, -, env:NAME or text.' },
    ...EXPECTATIONS,
    now: { value: 'SECONDS', brief: 'The time to compare the claims with; this clock by default.' },
  },
  options: ['profile', 'skewSeconds'],
  examples: [
    'mintmark inspect "$TOKEN"',
    'pbpaste | mintmark inspect -',
    'mintmark inspect "$TOKEN" --json | jq .claims',
  ],
  async run(call) {
    const { args, flags, json, terminal } = call;
    const piped =
      args[0] === undefined && !Object.values(flags).flat().includes('-') ? await readPiped(terminal.say) : undefined;
    if ((args[0] ?? piped) === undefined) throw missingArgument('inspect', TOKEN);
    const rules = rulesAsked(call);
    const expectations = await readExpectations(
      flags,
      terminal.say,
      keySetOf(rules.profile, { ...flags, app: undefined }),
    );
    const given = readEvidence({ ...NOTHING, ...flags, token: args[0], piped }, rules, undefined, expectations);
    sayWhatWasChosen(given, terminal);
    const text = observe(given.input).token?.text ?? piped ?? readTokenArgument(args[0] ?? '');
    const token = readToken(text.trim());
    const { now = 0 } = given.input;
    const input = withSignatureChecked(tokenAlone(given.input, token.text));
    const { profile, signature } = observe(input);
    const { findings } = diagnose(input);
    const isVerified = (signature?.verifiedBy ?? null) !== null;
    if (json) terminal.json({ ...decoded(token, profile, findings, isVerified), read: readAs(given) });
    else terminal.data(drawToken({ token, profile, findings, now, isVerified }, terminal.out));
    const isReadable = token.header.text !== undefined || token.payload.text !== undefined;
    return isReadable ? EXIT.fine : EXIT.found;
  },
});

/** The flags of the doctor that this command has not. */
const NOTHING = {
  header: undefined,
  request: undefined,
  method: undefined,
  path: undefined,
  key: undefined,
  serverDate: undefined,
  clientNow: undefined,
  response: undefined,
};

/** What carried the token chooses the rules, and is not judged. */
function tokenAlone(input: Input, token: string): Input {
  const { authorization: _, request: __, response: ___, said: ____, ...rest } = input;
  return { ...rest, token, ...chooseRules(input) };
}

/** Everything but the signature: what comes out is no usable token. */
function decoded(
  { header, payload, signature, faults }: TokenReading,
  profile: Profile,
  findings: readonly ReportFinding[],
  verified: boolean,
) {
  return {
    verified,
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
