import { diagnose } from '../../../core/diagnosis/diagnose.ts';
import type { RegistryEvidence } from '../../../core/evidence/evidence.ts';
import type { Input } from '../../../core/evidence/input.ts';
import { fingerprint, publicKeyOf } from '../../../core/keys/fingerprint.ts';
import type { PrivateKey, PublicKey } from '../../../core/keys/key.ts';
import { type KeySet, readWholeKeySet } from '../../../core/keys/key-set.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import type { KeyReading } from '../../../core/keys/reading.ts';
import { recoverForPublic } from '../../../core/keys/recover-scalar.ts';
import { weaknesses } from '../../../core/keys/weaknesses.ts';
import { describeFault } from '../../../core/observe/key-faults.ts';
import { renderReport } from '../../../core/prose/report.ts';
import { defineCommand } from '../../command/command.ts';
import { withPassphrase } from '../../input/decrypt-key.ts';
import { envReaders, sayEnvReaders } from '../../input/env-told.ts';
import { faultOfForm, readWholeKey } from '../../input/explain-key.ts';
import { readKeyArgument } from '../../input/key-argument.ts';
import { missingArgument, readPipedBytes } from '../../input/piped.ts';
import { withMendedKeyJudged } from '../../mend/judge-mended.ts';
import { withTrialToken } from '../../mend/trial-token.ts';
import { withPrefix } from '../../server/application.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { askRegistry } from '../../server/registry.ts';
import { EXIT, type ExitCode, usage } from '../../terminal/failure.ts';
import { withNames } from '../../terminal/filled-command.ts';
import { fields, table } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { type Check, describeKind } from './check-row.ts';
import { checksOfSet } from './check-set.ts';

const KEY = {
  name: 'KEY',
  brief: 'a file, - for standard input, env:NAME, or the text of a key',
  optional: true,
} as const;

export const check = defineCommand({
  name: 'keys check',
  about: [
    'Reads the key as a strict reader and OpenSSL do, checks that its numbers match each other and that it has no known weakness. With --public or --app it also checks whether it belongs to the pair.',
  ],
  args: [KEY],
  flags: {
    public: { value: 'KEY', brief: 'The other half of the pair.' },
    app: { value: 'ID', brief: 'Ask the server for the keys of this application.' },
  },
  options: [...CLIENT, 'passphrase'],
  examples: [
    'mintmark keys check private.key',
    'mintmark keys check private.key --public public.pem',
    'mintmark keys check env:VONAGE_PRIVATE_KEY --app 7c9e6679-7425-40de-944b-e07fc1f90ae7',
  ],
  async run(call) {
    const { args, flags, settings, json, terminal } = call;
    if (flags.public !== undefined && flags.app !== undefined) throw usage('Give --public or --app, not both');
    const piped = args[0] === undefined && flags.public !== '-' ? await readPipedBytes(terminal.say) : undefined;
    if (args[0] === undefined && piped === undefined) throw missingArgument('keys check', KEY);
    const argument = piped === undefined ? readKeyArgument(args[0] ?? '', 'KEY') : undefined;
    const text = piped ?? argument?.text ?? '';
    const env = argument && envReaders(argument);
    sayEnvReaders(env, terminal);
    const set = setIn(text);
    if (set !== undefined) return showSet(set, json, terminal);
    const found = withPassphrase(text, settings.passphrase);
    const reading = parseKey(found.key);
    const half = flags.public === undefined ? undefined : publicKeyOf(readWholeKey(flags.public).key);
    const registry = flags.app === undefined ? undefined : await askRegistry(openClient(call), flags.app);
    const { key } = reading;
    const now = Math.floor(Date.now() / 1000);
    const input: Input = { ...found, now, ...(registry && { registry }) };
    // A public key is not asked whether it could sign.
    const isPublic = key?.type === 'public';
    const judged = isPublic ? { now } : (reading.ok && withTrialToken(input, flags.app)) || input;
    const report = withMendedKeyJudged(diagnose(judged), judged, flags.app);
    const checks = [
      {
        check: 'readable as it is',
        ok: isReadable(reading),
        detail: isReadable(reading)
          ? formatOf(reading, found.key !== text)
          : (withWhat(faultOfForm(found)?.title, reading) ?? report.findings[0]?.title ?? ''),
      },
      ...(key === undefined
        ? []
        : [
            ...readers(reading, args[0]),
            ...consistency(reading),
            strength(publicKeyOf(key)),
            ...pairing(key, half, found.key),
            ...registration(key, registry),
          ]),
    ];
    const isGood = checks.every(({ ok }) => ok) && report.verdict !== 'rejected';
    const print = key === undefined ? null : fingerprint(publicKeyOf(key));
    if (json)
      terminal.json({
        ok: isGood,
        kind: key === undefined ? null : describeKind(key),
        fingerprint: print,
        checks,
        report,
        ...(env && { readers: env }),
      });
    else {
      if (key !== undefined) {
        terminal.data(
          fields(
            [
              ['kind', describeKind(key)],
              ['fingerprint', withPrefix(print ?? '')],
            ],
            terminal.out,
          ),
        );
        terminal.data('');
      }
      terminal.data(table(['RESULT', 'CHECK', ''], rowsOf(checks), terminal.out));
      if (report.verdict === 'rejected')
        terminal.data(
          `\n${renderReport(withNames(report, { key: args[0] ?? '-', app: flags.app }), undefined, terminal.out)}`,
        );
    }
    return isGood ? EXIT.fine : EXIT.found;
  },
});

/** A set of several keys, of none, or of one that does not verify: a set of one good key is judged as that key. */
function setIn(text: string | Uint8Array): KeySet | undefined {
  const words = typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
  const read = /^\s*\{/.test(words) ? readWholeKeySet(words) : undefined;
  if (read === undefined || !('keys' in read) || !read.isSet) return undefined;
  return read.members.length === 1 && checksOfSet(read).every(({ ok }) => ok) ? undefined : read;
}

function showSet(set: KeySet, json: boolean, terminal: Terminal): ExitCode {
  const checks = checksOfSet(set);
  const ok = checks.every((one) => one.ok);
  const kind = `JWK Set, ${set.members.length} keys`;
  if (json) terminal.json({ ok, kind, fingerprint: null, checks });
  else terminal.data(table(['RESULT', 'CHECK', ''], rowsOf(checks), terminal.out));
  return ok ? EXIT.fine : EXIT.found;
}

function rowsOf(checks: readonly Check[]) {
  return checks.map(({ check, ok, detail }) => [ok ? 'ok' : 'fault', check, detail]);
}

/** A text is damaged in many ways: the row names them. */
function withWhat(title: string | undefined, reading: KeyReading): string | undefined {
  const damage = reading.ok ? [] : reading.faults.filter(({ kind }) => kind === 'damaged');
  if (title === undefined || damage.length === 0) return title;
  return `${title.replace(/\.$/, '')}: ${damage.map(describeFault).join('; ').replaceAll('damage: ', '')}`;
}

/** A key whose numbers alone are at fault is read by everybody, and signs what verifies under no key. */
function isReadable(reading: KeyReading): boolean {
  return reading.ok || reading.faults.every(({ kind }) => kind === 'inconsistent');
}

function formatOf(reading: KeyReading, isOpened: boolean): string {
  const { format = 'a private key' } = reading;
  if (isOpened) return `${format}, opened with the passphrase`;
  const around = reading.ok && (reading.tolerated ?? []).filter(({ kind }) => kind === 'damaged').map(describeFault);
  return around && around.length > 0
    ? `${format}, with ${around.join('; ').replaceAll('damage: ', '')}, which some readers refuse`
    : format;
}

/** Who reads this format, where not everybody does. */
function readers(reading: KeyReading, argument: string | undefined): Check[] {
  const form = reading.ok && /^(pkcs1|sec1)-(?:(private|public)-)?(?:pem|der)$/.exec(reading.format);
  if (!form) return [];
  const [to, name] = form[2] === 'public' ? ['spki', 'SPKI'] : ['pkcs8', 'PKCS#8'];
  const path = argument !== undefined && /^[\w./\\-]+$/.test(argument) && argument !== '-' ? argument : 'KEY';
  const detail = `OpenSSL, Node.js, Python, Go, Ruby; WebCrypto, Cloudflare Workers, jose and Java need ${name}: mintmark keys convert ${path} --to ${to}`;
  return [{ check: 'readable by', ok: true, detail }];
}

/** Of the numbers as they stand: `key` may be the mended one. */
function consistency(reading: KeyReading): Check[] {
  if (reading.key?.type !== 'private') return [];
  const fault = reading.ok ? undefined : reading.faults.find(({ kind }) => kind === 'inconsistent');
  // Of a key on a curve nothing is said where only one number was given.
  if (fault === undefined && reading.key.rsa === undefined) return [];
  const broken = fault?.kind === 'inconsistent' ? fault.relations : [];
  return [{ check: 'its numbers match each other', ok: fault === undefined, detail: broken.join('; ') }];
}

function strength(publicKey: PublicKey): Check {
  const found = weaknesses(publicKey);
  return { check: 'no known weakness', ok: found.length === 0, detail: found.map(({ title }) => title).join('; ') };
}

function pairing(key: PrivateKey | PublicKey, half: PublicKey | undefined, text: string | Uint8Array): Check[] {
  if (half === undefined) return [];
  const [own, other] = [publicKeyOf(key), half].map(fingerprint);
  return [
    {
      check: 'one pair with --public',
      ok: own === other,
      detail: own === other ? '' : `that one is ${withPrefix(other ?? '')}${nearly(text, half)}`,
    },
  ];
}

/** Where one character parts the two halves of a pair. */
function nearly(text: string | Uint8Array, half: PublicKey): string {
  const found = recoverForPublic(typeof text === 'string' ? text : Buffer.from(text).toString('utf8'), half);
  if (found === undefined) return '';
  const { line, column } = found;
  return `; with one character corrected (line ${line}, column ${column}) they are a pair: mintmark keys repair KEY --public KEY`;
}

function registration(key: PrivateKey | PublicKey, registry: RegistryEvidence | undefined): Check[] {
  if (registry === undefined) return [];
  const print = fingerprint(publicKeyOf(key));
  const own = registry.keys.find((registered) => registered.fingerprint === print);
  const other = registry.otherKeys.find((registered) => registered.fingerprint === print);
  const ok = own?.state === 'active' || own?.state === 'retiring';
  const where = own
    ? own.state
    : other
      ? `it is a key of ${other.applicationName} (${other.applicationId})`
      : 'not registered';
  return [{ check: `a key of ${registry.application?.name ?? 'the application'}`, ok, detail: where }];
}
