import { emptinessOf, isUuid } from '../claims/claim-value.ts';
import type { ClaimRule, Profile } from '../claims/profile.ts';
import type { JsonObject, JsonValue } from '../encoding/json.ts';
import { defineCause } from '../evidence/cause.ts';
import { code, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { excerpt } from '../observe/excerpt.ts';

type Facts = {
  readonly claim: string;
  readonly expected: string;
  readonly looksLike: keyof typeof WORDS;
  /** The value as JSON text, only where it is nearly an id: anything else may be a secret. */
  readonly value: string | null;
  /** The id that it is nearly. */
  readonly meant: string | null;
};

const WORDS = {
  'upper-case': 'the id in upper case',
  braces: 'the id in braces',
  quotes: 'the id in quotation marks',
  blanks: 'the id with spaces around it or in it',
  'line-end': 'the id with a newline (line ending) after it',
  urn: 'the id as a URN',
  'without-hyphens': 'the id without its hyphens',
  damaged: 'nearly an id, with a character that does not belong there',
  'api-key': 'an API key',
  number: 'a number, such as a telephone number or an account id',
  email: 'an e-mail address',
  url: 'a URL',
  fingerprint: 'the fingerprint of a key',
  pem: 'a key',
  'other-application': 'the id of a different application than the one you asked about',
  text: 'some other text, such as a name or a secret',
} as const;

/** What a file, a shell or a template left around the id. */
const LEFT_BEHIND: { readonly [form in keyof typeof WORDS]?: string } = {
  quotes: 'the quotation marks',
  blanks: 'the spaces',
  'line-end': 'the newline',
  braces: 'the braces',
};

const FORMS: readonly (readonly [keyof typeof WORDS, RegExp])[] = [
  ['api-key', /^(?=.*[a-z])(?=.*\d)[0-9a-z]{8}$/i],
  ['number', /^\+?[\d ()-]{1,20}$/],
  ['email', /^\S+@\S+$/],
  ['url', /^[a-z][a-z0-9+.-]*:\/\//i],
  ['fingerprint', /^(?:SHA256:|MD5:|(?:[0-9a-f]{2}:){7,})/i],
  ['pem', /-----BEGIN/],
];

export const identityClaimMistaken = defineCause<Facts>({
  id: 'identity-claim-mistaken',
  stage: 'claims',
  cites: [VONAGE_AUTHENTICATION, rfc(9562, '4'), rfc(8725, '3.8')],
  needs: ['token'],
  certainty: 'proved',
  title: 'Wrong application id',
  searchedAs: [
    'wrong application id',
    'application id of another application, client secret as id',
    'client id instead of app id',
    'account id instead of key id',
  ],
  related: ['claim-missing', 'application-unknown', 'signed-by-other-application'],
  article: {
    symptom: [paragraph('The token has every claim it needs, and is rejected as if the application did not exist.')],
    cause: [
      paragraph(
        'The claim that names the application does not hold its id, which is a UUID in lower case. Common mistakes:',
      ),
      list(
        'the API key or the account id, which name the account and not the application;',
        'a telephone number, or the name of the application;',
        'the id in upper case, in braces, without hyphens or with a trailing space.',
      ),
    ],
    resolution: [
      steps(
        'Copy the application id from the application itself.',
        marked('`mintmark apps list` shows the id of each application of your account.'),
      ),
    ],
    additional: [
      paragraph(
        'An id that is nearly right is pointed out here, and never accepted: a gate that guesses could let one application pass for another.',
      ),
    ],
  },
  find({ token, profile, registry, expected }) {
    const members = token?.payload.members;
    if (members === undefined) return undefined;
    const mistaken = profile.claims.find((rule) => isMistaken(members[rule.name], rule, profile));
    if (mistaken === undefined) {
      return otherApplication(members, profile, registry?.application?.id ?? expected?.application);
    }
    const { name: claim, type, form } = mistaken;
    const value = String(members[claim]);
    const near = type === 'uuid' ? nearlyUuid(value) : nearlyOfForm(value, form);
    return {
      facts: {
        claim,
        expected: form?.words ?? (profile.acl ? 'an application id: a UUID in lower case' : 'a UUID in lower case'),
        looksLike: near?.form ?? FORMS.find(([, pattern]) => pattern.test(value))?.[0] ?? 'text',
        value: near ? excerpt(value) : null,
        meant: near?.meant ?? null,
      },
      at: { in: 'token', part: 'payload', pointer: `/${claim}` },
    };
  },
  explain: ({ claim, expected, looksLike, value, meant }) => ({
    title: `The claim ${claim} holds ${WORDS[looksLike]}.`,
    detail: [
      pairs(
        ['expected', meant === null ? expected : code(meant)],
        ['received', value === null ? WORDS[looksLike] : code(value)],
      ),
    ],
  }),
  fix: ({ claim, expected, looksLike, meant }) => ({
    applicability: meant === null || looksLike === 'other-application' ? 'likely' : 'certain',
    steps: [
      ...(looksLike === 'other-application'
        ? ['Ask about the application that the token names, if that is the one you mean.']
        : []),
      meant === null ? `Set ${claim} to ${expected}.` : `Write the id exactly as the application has it: ${meant}`,
      ...(looksLike in LEFT_BEHIND
        ? [`Trim ${LEFT_BEHIND[looksLike]} where your program reads the id from a file or a variable.`]
        : []),
    ],
    ...(claim === 'application_id' && { command: 'mintmark apps list' }),
  }),
  mend(input, { claim, meant }) {
    const id = meant ?? (claim === 'application_id' ? input.registry?.application?.id : undefined);
    return id === undefined ? undefined : reissue(input, { claims: { [claim]: id } });
  },
  example: (kit) => kit.input({ token: kit.mint({ claims: { application_id: 'abcd1234' } }) }),
});

/** A key of the application that was asked about proves nothing for a token that names another one. */
function otherApplication(members: JsonObject, { identityClaim: claim, acl }: Profile, asked: string | undefined) {
  const named = members[claim];
  if (!acl || asked === undefined || typeof named !== 'string' || !isUuid(named) || named === asked) return undefined;
  const facts: Facts = {
    claim,
    expected: asked,
    looksLike: 'other-application',
    value: excerpt(named),
    meant: asked,
  };
  return { facts, at: { in: 'token', part: 'payload', pointer: `/${claim}` } as const };
}

/** The claims that name somebody, where the profile tells what an id of theirs looks like. */
function isMistaken(value: JsonValue | undefined, { name, type, form }: ClaimRule, profile: Profile): boolean {
  if (name !== profile.identityClaim && name !== 'iss' && name !== 'sub') return false;
  if (type !== 'uuid' && form === undefined) return false;
  if ((typeof value !== 'string' && typeof value !== 'number') || emptinessOf(value) !== undefined) return false;
  if (type === 'uuid') return typeof value === 'string' && !isUuid(value);
  return !form?.matches.test(String(value));
}

/** A UUID in another spelling, and the id it is a spelling of, where that is certain. */
function nearlyUuid(value: string): { form: keyof typeof WORDS; meant: string | null } | undefined {
  const text = value.slice(0, 80);
  const lower = text.toLowerCase();
  if (isUuid(lower)) return { form: 'upper-case', meant: lower };
  const bare = lower.replace(/^urn:uuid:/, '').replace(/[\s{}"'()<>]/g, '');
  if (isUuid(bare)) {
    return { form: lower.startsWith('urn:') ? 'urn' : wrapping(text), meant: bare };
  }
  const digits = bare.replaceAll('-', '');
  if (/^[0-9a-f]{32}$/.test(digits)) {
    return { form: 'without-hyphens', meant: digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') };
  }
  const near =
    text.length >= 30 && text.length <= 44 && /-.*-.*-/.test(text) && lower.replace(/[^0-9a-f]/g, '').length >= 28;
  return near ? { form: 'damaged', meant: null } : undefined;
}

/** An id of another form with something around it that a shell, a file or a template left there. */
function nearlyOfForm(value: string, form: ClaimRule['form']): { form: keyof typeof WORDS; meant: string } | undefined {
  const meant = value.slice(0, 300).replace(/^[\s{}"'`“”‘’()<>]+|[\s{}"'`“”‘’()<>]+$/g, '');
  return form?.matches.test(meant) ? { form: wrapping(value), meant } : undefined;
}

function wrapping(text: string): keyof typeof WORDS {
  if (/["'`“”‘’]/.test(text)) return 'quotes';
  if (/^\S+[\r\n]+$/.test(text)) return 'line-end';
  return /\s/.test(text) ? 'blanks' : 'braces';
}
