import { fingerprint, publicKeyOf } from '../../../core/keys/fingerprint.ts';
import type { PublicKey } from '../../../core/keys/key.ts';
import { pemLike } from '../../../core/keys/key-text.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import type { KeyRepair, KeyRepairResult } from '../../../core/keys/reading.ts';
import { recoverForPublic } from '../../../core/keys/recover-scalar.ts';
import { repairKey } from '../../../core/keys/repair-key.ts';
import { defineCommand } from '../../command/command.ts';
import { withPassphrase } from '../../input/decrypt-key.ts';
import { explainKey, readWholeKey } from '../../input/explain-key.ts';
import { readKeyArgument } from '../../input/key-argument.ts';
import { withPrefix } from '../../server/application.ts';
import { EXIT } from '../../terminal/failure.ts';
import { makeSecretFile } from '../../terminal/secret-file.ts';

export const repair = defineCommand({
  name: 'keys repair',
  about: [
    'Repairs what damaged the text on its way: lost or escaped line breaks, quotes, base64 around it, a wrong label and more, and says what was done. A damaged number of the key is computed again if the others prove it. Nothing is guessed: the result is a valid key.',
  ],
  args: [{ name: 'KEY', brief: 'a file, - for standard input, env:NAME, or the text of a key' }],
  flags: {
    public: {
      value: 'KEY',
      brief: 'The public key of the pair: it proves one wrong character of an EC or Ed25519 key.',
    },
    out: { value: 'FILE', brief: 'Write to a new file that only you can read, instead of stdout.' },
  },
  options: ['passphrase'],
  examples: [
    'mintmark keys repair env:VONAGE_PRIVATE_KEY --out private.key',
    'mintmark keys repair broken.key > private.key',
  ],
  run({ args, flags, settings, json, terminal }) {
    const argument = readKeyArgument(args[0] ?? '', 'KEY');
    const text = withPassphrase(argument.text, settings.passphrase).key;
    const half = flags.public === undefined ? undefined : publicKeyOf(readWholeKey(flags.public).key);
    const repaired = repairedBy(half, repairKey(text));
    if (!repaired.ok) throw explainKey(argument, 'private', settings.passphrase);
    const { pem, key, repairs } = repaired;
    const path = flags.out === undefined ? undefined : makeSecretFile(flags.out).keep(pem);
    const print = fingerprint(publicKeyOf(key));
    if (json) terminal.json({ repairs, fingerprint: print, ...(path === undefined ? { pem } : { file: path }) });
    else if (path === undefined) terminal.data(pem.trimEnd());
    const opened = text === argument.text ? [] : ['decrypted with the passphrase'];
    const done = [...opened, ...repairs.map((name) => WORDS[name])].join(', then ');
    terminal.say(
      repairs.length === 0 && parseKey(argument.text).ok ? 'There was nothing to repair' : `Repaired: ${done}`,
    );
    if (path !== undefined) terminal.say(`Written: ${path} (only you can read it)`);
    terminal.say(`Fingerprint: ${withPrefix(print)}`);
    return EXIT.fine;
  },
});

/** The key that belongs to the public one, where one character of this one was changed. */
function repairedBy(half: PublicKey | undefined, repaired: KeyRepairResult): KeyRepairResult {
  const found = half && repaired.ok ? recoverForPublic(repaired.pem, half) : undefined;
  if (!repaired.ok || found === undefined) return repaired;
  const { key } = found;
  return { ...repaired, ...pemLike(repaired.format, key), key, repairs: [...repaired.repairs, 'numbers-recomputed'] };
}

const WORDS: { readonly [repair in KeyRepair]: string } = {
  'utf-16-decoded': 'UTF-16 decoded',
  'byte-order-mark-removed': 'byte order mark removed',
  'carriage-returns-normalised': 'carriage returns changed to line feeds',
  'newlines-unescaped': 'escaped line breaks restored',
  'quotes-removed': 'quotation marks removed',
  'line-breaks-restored': 'lost line breaks restored',
  'base64-decoded': 'base64 around it decoded',
  'url-decoded': 'percent-encoding decoded',
  'armour-restored': 'BEGIN and END lines restored',
  'indentation-removed': 'indentation removed',
  'stray-characters-removed': 'stray characters removed',
  'alphabet-restored': 'the characters + and / restored',
  'label-corrected': 'label corrected',
  'numbers-recomputed': 'damaged numbers computed from the others',
  'padding-restored': 'padding restored',
  'der-header-restored': 'the part that all keys of its kind share restored',
  'hex-decoded': 'hexadecimal decoded',
  'container-converted': 'converted to PKCS#8',
  'text-around-removed': 'text around it removed',
};
