import { variantOf, waysTo } from '../../core/break/ways.ts';
import { CAUSES } from '../../core/causes/index.ts';
import { causeById } from '../../core/diagnosis/diagnose.ts';
import type { Cause } from '../../core/evidence/cause.ts';
import type { CauseId } from '../../core/evidence/cause-id.ts';
import { FORMS, type Form, shortestForm, write } from '../break/forms.ts';
import { countingKit, openRunKit } from '../break/run-kit.ts';
import { defineCommand } from '../command/command.ts';
import { readTime } from '../input/doctor-input.ts';
import { readKeyArgument } from '../input/key-argument.ts';
import { EXIT, usage } from '../terminal/failure.ts';
import { didYouMean, thereIsNo } from '../terminal/suggest.ts';
import { table } from '../terminal/table.ts';

const MOST_VARIANTS = 1_000_000;

export const breakCommand = defineCommand({
  name: 'break',
  about: [
    'Makes a bad token or request that has exactly one cause, to test whatever reads tokens. Ids and key pairs are fresh, and the clock is this one; with --app and --key the token belongs to a real application, and its server rejects it for that cause. Only the broken thing is on stdout.',
  ],
  args: [{ name: 'CAUSE', brief: 'the id of a cause; see --list', optional: true }],
  flags: {
    list: { brief: 'List the causes that can be made, and in how many ways.' },
    as: { value: 'FORM', brief: `What to print: ${FORMS.join(', ')}; the shortest that has the fault by default.` },
    variant: {
      value: 'N',
      brief:
        'Another way to make the same cause, 1 by default; beyond the ways in --list, as other clients write them.',
    },
    seed: { value: 'N', brief: 'A random variant: the same number gives the same variant.' },
    app: { value: 'ID', brief: 'The application to make it for; a random id by default.' },
    key: { value: 'KEY', brief: 'The private key of that application; a fresh one by default.' },
    now: { value: 'SECONDS', brief: "The verifier's time; this clock by default." },
    origin: { value: 'URL', brief: 'Where the curl command sends it; https://api.nexmo.com by default.' },
  },
  options: [],
  examples: [
    'mintmark break --list',
    'mintmark break token-expired',
    'mintmark break clock-ahead --as curl --origin http://127.0.0.1:4401',
    'mintmark break signed-by-unknown-key --as json | mintmark doctor --request -',
  ],
  run({ args, flags, json, terminal }) {
    if (flags.list) {
      const kit = countingKit();
      const rows = CAUSES.map((cause) => ({
        cause: cause.id,
        stage: cause.stage,
        title: cause.title,
        ways: waysTo(cause, kit).length,
      }));
      if (json) terminal.json(rows);
      else
        terminal.data(
          table(
            ['CAUSE', 'WAYS', 'TITLE'],
            rows.map(({ cause, ways, title }) => [cause, String(ways), title]),
            terminal.out,
          ),
        );
      return EXIT.fine;
    }
    const cause = causeNamed(args[0]);
    const form = flags.as === undefined ? undefined : readForm(flags.as);
    const variant = readVariant(flags.variant, flags.seed);
    const now = readTime(flags.now, '--now');
    const key = flags.key === undefined ? undefined : readKeyText(flags.key);
    const kitOf = openRunKit({
      ...(now !== undefined && { now: Math.floor(now) }),
      ...(flags.app !== undefined && { applicationId: flags.app }),
      ...(key !== undefined && { privateKey: key }),
    });
    const input = variantOf(cause, variant, kitOf);
    if (key !== undefined && input.key !== undefined) {
      throw usage(
        `${cause.id} is a fault of a private key, which would be printed`,
        'Leave --key out: one is made for it',
      );
    }
    const chosen = form ?? (json ? 'json' : shortestForm(input));
    terminal.data(write(input, chosen, flags.origin ?? 'https://api.nexmo.com'));
    if (form === undefined && !json) terminal.say(`${cause.id}, as ${chosen}. Other forms: --as ${FORMS.join('|')}`);
    return EXIT.fine;
  },
});

function causeNamed(id: string | undefined): Cause {
  if (id === undefined) throw usage('No cause is named', 'See the list: mintmark break --list');
  const cause = causeById(id as CauseId);
  if (cause !== undefined) return cause;
  throw usage(
    thereIsNo(
      'cause',
      id,
      CAUSES.map((one) => one.id),
    ),
    'See the list: mintmark break --list',
  );
}

function readForm(text: string): Form {
  const form = FORMS.find((known) => known === text);
  if (form === undefined) throw usage(`--as takes one of ${FORMS.join(', ')}.${didYouMean(text, FORMS)}`);
  return form;
}

/** Below 1,000,000 a variant is a number that was asked for; a seed lies beyond. */
function readVariant(variant: string | undefined, seed: string | undefined): number {
  if (variant !== undefined && seed !== undefined) throw usage('Give --variant or --seed, not both');
  const text = variant ?? seed ?? '1';
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (seed !== undefined && value >= 0) return MOST_VARIANTS + value;
  if (value >= 1 && value <= MOST_VARIANTS) return value;
  throw usage(
    seed === undefined ? '--variant takes a number from 1 to 1000000' : '--seed takes a number from 0 to 999999999',
  );
}

function readKeyText(argument: string): string {
  const { text } = readKeyArgument(argument, '--key');
  return typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
}
