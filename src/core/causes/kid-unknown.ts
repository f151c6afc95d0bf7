import { describeJson } from '../encoding/json.ts';
import { defineCause } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { isAccepted } from '../observe/candidate-keys.ts';
import { excerpt } from '../observe/excerpt.ts';

type Facts = {
  readonly received: string;
  /** Fingerprints, where `kid` names one accepted key and another one signed. */
  readonly named: string | null;
  readonly signedBy: string | null;
  /** What an id of a key looks like there, where `kid` is none, or is what `iss` has to be. */
  readonly expected: string | null;
  readonly isIssuer: boolean;
  /** The id in the name of the key file, where `kid` is another one. */
  readonly fileId: string | null;
  /** The key id, where `kid` holds it in quotation marks. */
  readonly unquoted: string | null;
  /** The id in the name of the key file is in `iss`. */
  readonly isSwapped: boolean;
};

const NOTHING = {
  named: null,
  signedBy: null,
  expected: null,
  isIssuer: false,
  fileId: null,
  unquoted: null,
  isSwapped: false,
};

export const kidUnknown = defineCause<Facts>({
  id: 'kid-unknown',
  stage: 'header',
  cites: [rfc(7515, '4.1.4')],
  needs: ['token'],
  certainty: 'proved',
  title: 'Wrong key id (kid)',
  searchedAs: ['wrong kid', 'kid invalid', 'key id of another key', 'key id and team id swapped'],
  related: ['identity-claim-mistaken', 'token-json-malformed'],
  explains: ['signed-by-unknown-key'],
  article: {
    symptom: [paragraph('The token is rejected although the key is the right one and its signature verifies.')],
    cause: [
      paragraph(...marked('The Header Parameter `kid`, the id of a key, is not a string. It can come from:')),
      list(
        'a key id that is a number in your database, written as a number;',
        'a variable that is not set, written as null;',
        'an object, where the whole key was given instead of its id.',
      ),
      paragraph(
        ...marked(
          'Or it names one key of the application, and another one signed: after a replacement, while both are accepted, `kid` and the private key have to change together.',
        ),
      ),
    ],
    resolution: [
      steps(marked('Leave `kid` out: it is optional here.'), marked('Or write the id as a string: `"kid": "42"`.')),
    ],
    additional: [
      paragraph(
        ...marked(
          "A `kid` that is a string, but not the id of one of the application's keys, is ignored: the signature is tried with all of them.",
        ),
      ),
    ],
  },
  find(evidence) {
    const kid = evidence.token?.header.members?.['kid'];
    if (kid === undefined) return undefined;
    const at = { in: 'token', part: 'header', pointer: '/kid' } as const;
    if (typeof kid !== 'string') return { facts: { ...NOTHING, received: describeJson(kid) }, at };
    const form = evidence.profile.header.find(({ name }) => name === 'kid')?.form;
    const isIssuer = kid !== '' && kid === evidence.token?.payload.members?.['iss'];
    if (form && (isIssuer || !form.matches.test(kid))) {
      const inner = /^["'“‘](.{1,80})["'”’]$/.exec(kid)?.[1] ?? null;
      const unquoted = inner !== null && form.matches.test(inner) ? inner : null;
      return { facts: { ...NOTHING, received: excerpt(kid), expected: form.words, isIssuer, unquoted }, at };
    }
    const { keyId } = evidence;
    if (keyId !== undefined && keyId !== kid) {
      // A file may have been renamed; that its key signed makes it likely that only kid is wrong.
      const isSigner = evidence.signature?.opened?.some(({ key }) => key.source === 'given') === true;
      return {
        facts: {
          ...NOTHING,
          received: excerpt(kid),
          fileId: keyId,
          isSwapped: evidence.token?.payload.members?.['iss'] === keyId,
        },
        at,
        certainty: isSigner ? 'likely' : 'possible',
      };
    }
    // Opened signatures are the doctor's: the gate, and so an anonymous caller, has none.
    const { signature, registry, now } = evidence;
    if (signature?.namedByKid === undefined || signature.verifiedBy) return undefined;
    const passedOver = signature.opened?.find(
      ({ key: { registered, accepted } }) =>
        !accepted && registered && registry?.keys.includes(registered) && isAccepted(registered, now),
    );
    if (!passedOver) return undefined;
    return {
      facts: {
        ...NOTHING,
        received: excerpt(kid),
        named: signature.namedByKid,
        signedBy: passedOver.key.fingerprint,
      },
      at,
    };
  },
  explain: ({ received, named, signedBy, expected, isIssuer, fileId, unquoted, isSwapped }) =>
    fileId !== null
      ? {
          title: isSwapped
            ? 'The id in the name of the key file is in iss, and kid has a different one: they are in the wrong order.'
            : 'The kid of the token is not the id in the name of the key file.',
          detail: [pairs(['key file', `…_${fileId}.p8`], ['received', received])],
        }
      : expected !== null
        ? {
            title: isIssuer
              ? 'The Header Parameter kid holds the same id as iss: one of the two is in the wrong place.'
              : unquoted !== null
                ? 'The Header Parameter kid holds the key id in quotation marks.'
                : 'The Header Parameter kid does not look like a key id.',
            detail: [pairs(['expected', expected], ['received', received])],
          }
        : named === null
          ? {
              title: `The Header Parameter kid is ${received}, not a key id.`,
              detail: [pairs(['expected', 'a string, or no kid'], ['received', received])],
            }
          : {
              title: 'The Header Parameter kid names one key of the application, and another one signed.',
              detail: [pairs(['kid', received], ['names', `SHA256:${named}`], ['signed by', `SHA256:${signedBy}`])],
            },
  fix: ({ expected, fileId, unquoted, isSwapped }) => ({
    applicability: unquoted !== null || (expected === null && fileId === null) ? 'certain' : 'likely',
    steps: [
      unquoted !== null
        ? `Trim the quotation marks where your program reads the id from a file or a variable: ${unquoted}.`
        : isSwapped
          ? `Set kid to ${fileId}, and iss to the id of the team or the issuer: Team ID (APNs), Issuer ID (App Store Connect).`
          : fileId !== null
            ? `Set kid to ${fileId}, the id in the name of the key file, or sign with the key that kid names.`
            : expected !== null
              ? `Set kid to ${expected}: the one of the key that signs.`
              : 'Leave kid out of the header, or set it to the id of the key that signs, as a string.',
    ],
  }),
  mend: (input, { expected, fileId, unquoted }) =>
    unquoted !== null
      ? reissue(input, { header: { kid: unquoted } })
      : fileId !== null
        ? reissue(input, { header: { kid: fileId } })
        : expected === null
          ? reissue(input, { header: { kid: undefined } })
          : undefined,
  example: (kit) => kit.input({ token: kit.mint({ header: { kid: 42 } }) }),
});
