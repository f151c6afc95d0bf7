import { emptinessOf, hasType, TYPE_NAMES, TYPE_WORDS } from '../claims/claim-value.ts';
import { readNumericDate } from '../claims/numeric-date.ts';
import type { ClaimRule, Profile } from '../claims/profile.ts';
import { describeJson, type JsonObject, type JsonValue } from '../encoding/json.ts';
import { defineCause } from '../evidence/cause.ts';
import { code, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { excerpt } from '../observe/excerpt.ts';

type Facts = {
  readonly claims: readonly {
    readonly name: string;
    readonly type: ClaimRule['type'];
    readonly received: string;
    /** What the rule wants, in words. */
    readonly expected: string;
    /** The value as JSON text, at most 80 characters. */
    readonly value: string;
    /** The value in the right type, where it is plain what was meant. */
    readonly meant: string | number | null;
    /** It is when the token expires, and that was before now. */
    readonly isPast?: true;
  }[];
};

/** RFC 7519 §4.1. Other optional claims of a wrong type are the sender's own affair until they are used. */
const REGISTERED = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti'];

const BEYOND = 'a number too large for any time';
const UNSET = '0, which is the year 1970: the time was not set';
const BEFORE = 'negative, which is a time before 1970';

export const claimTypeWrong = defineCause<Facts>({
  id: 'claim-type-wrong',
  stage: 'claims',
  cites: [rfc(7519, '2'), rfc(7519, '4.1.4'), VONAGE_AUTHENTICATION],
  needs: ['token'],
  certainty: 'proved',
  title: 'Invalid claim: wrong type or format',
  searchedAs: [
    'exp as a string',
    'iat must be an integer',
    'number instead of string',
    'decimal or fractional exp',
    'claim has the wrong type',
  ],
  related: ['time-in-milliseconds', 'claim-missing', 'token-json-malformed', 'acl-malformed'],
  article: {
    symptom: [paragraph('The claims look right to the eye, and the token is rejected.')],
    cause: [
      paragraph('A claim has the right value in the wrong type:'),
      list(
        marked('a time as a string: `"exp": "1532179987"`, as some examples show it;'),
        'a time as a date in words, such as 2026-11-24T10:00:00Z;',
        marked('an id as a number: `"jti": 17`;'),
        'null, where an optional claim could be left out;',
        'claims that went through a form, an environment variable or a command line, where everything is text.',
      ),
    ],
    resolution: [
      steps(
        marked('Write times as numbers of seconds, without quotation marks: `"exp": 1532179987`.'),
        'Write ids as strings.',
        'Leave a claim out instead of setting it to null.',
      ),
    ],
    additional: [
      paragraph(
        'A fraction of a second is allowed (1532179987.25), but not by every provider: Box and GitHub require whole seconds.',
      ),
    ],
  },
  find({ token, profile, now = Number.NEGATIVE_INFINITY }) {
    const members = token?.payload.members;
    if (members === undefined) return undefined;
    const wrong = profile.claims.filter((rule) => isWrong(members[rule.name], rule, profile));
    const [first] = wrong;
    if (first === undefined) return undefined;
    return {
      facts: { claims: wrong.map((rule) => factsOf(members[rule.name] as JsonValue, rule, now)) },
      at: { in: 'token', part: 'payload', pointer: `/${first.name}` },
      severity: wrong.some((rule) => isRefused(rule) && !isHarmless(members, rule, profile)) ? 'fault' : 'risk',
    };
  },
  explain({ claims }) {
    const [first] = claims;
    return {
      title:
        claims.length === 1 && first !== undefined
          ? titleOf(first)
          : `The claims ${claims.map(({ name }) => name).join(', ')} have the wrong type.`,
      detail: claims.map(({ name, expected, received, value }) =>
        pairs(['claim', code(name)], ['expected', expected], ['received', `${received}: ${value}`]),
      ),
    };
  },
  fix: ({ claims }) => ({
    applicability: claims.every(({ meant, received }) => meant !== null && !isWithoutZone(received))
      ? 'certain'
      : 'likely',
    steps: claims.map(stepFor),
  }),
  mend(input, { claims }) {
    const known = claims.filter(({ meant }) => meant !== null).map(({ name, meant }) => [name, meant] as const);
    return known.length === 0 ? undefined : reissue(input, { claims: Object.fromEntries(known) });
  },
  example: (kit) => kit.input({ token: kit.mint({ claims: { exp: String(kit.now + 890) } }) }),
});

function isRefused({ name, required, isFormRequired }: ClaimRule): boolean {
  return required || isFormRequired === true || REGISTERED.includes(name);
}

/** Where no lifetime is counted from it, `iat` is not looked at. */
function isHarmless(members: JsonObject, { name, type }: ClaimRule, { lifetime }: Profile): boolean {
  return isUnset(members[name], { name, type }) && lifetime.maximumSeconds === undefined;
}

/** `nbf` and `exp` of 0 mean "always" and "never" to some issuers; nothing is issued before 1970. */
function isUnset(value: JsonValue | undefined, { name, type }: Pick<ClaimRule, 'name' | 'type'>): boolean {
  return name === 'iat' && type === 'numeric-date' && typeof value === 'number' && value <= 0;
}

function isWrong(value: JsonValue | undefined, rule: ClaimRule, profile: Profile): boolean {
  if (value === undefined || isNone(value, rule)) return false;
  if (isUnset(value, rule)) return true;
  if (hasType(value, rule.type)) return isOfOtherForm(value, rule, profile);
  // An acl has a cause of its own, and so has a required claim without a value.
  return !(rule.name === 'acl' && profile.acl) && !(rule.required && emptinessOf(value) !== undefined);
}

/** Libraries write null for an issuer or an audience that nobody set, and verifiers take that for none. */
function isNone(value: JsonValue, { name, required }: ClaimRule): boolean {
  return value === null && !required && (name === 'aud' || name === 'iss');
}

/** What stands in the place of an id has a cause of its own. */
function isOfOtherForm(value: JsonValue, { name, form }: ClaimRule, { identityClaim }: Profile): boolean {
  if (form === undefined || name === identityClaim || name === 'iss' || name === 'sub') return false;
  return emptinessOf(value) === undefined && !form.matches.test(String(value));
}

function stepFor({ name, expected, meant, received, isPast }: Facts['claims'][number]): string {
  if (meant === null) return `Write ${name} as ${expected}, or leave it out if it is not needed.`;
  const step = `Write "${name}": ${JSON.stringify(meant)} where the token is made`;
  if (typeof meant !== 'number') return `${step}.`;
  const read = isWithoutZone(received) ? ' (the date was read as UTC)' : '';
  return `${step}: a number, without quotation marks${read}.${isPast ? ' That time has passed: mint a new token.' : ''}`;
}

function isWithoutZone(received: string): boolean {
  return received.endsWith('without a time zone');
}

function titleOf({ name, type, received, expected }: Facts['claims'][number]): string {
  if ([BEYOND, UNSET, BEFORE].includes(received)) return `The claim ${name} is ${received}.`;
  return `The claim ${name} is ${received}, not ${expected === TYPE_WORDS[type] ? TYPE_NAMES[type] : expected}.`;
}

function factsOf(value: JsonValue, rule: ClaimRule, now: number): Facts['claims'][number] {
  const meant = meantBy(value, rule);
  const isOfType = hasType(value, rule.type);
  return {
    name: rule.name,
    type: rule.type,
    received: isUnset(value, rule)
      ? value === 0
        ? UNSET
        : BEFORE
      : isOfType
        ? typeof value === 'number'
          ? 'a number with a fraction'
          : 'text in another format'
        : rule.type === 'numeric-date' && typeof value === 'number'
          ? BEYOND
          : receivedAs(value, rule),
    expected: isOfType && rule.form ? rule.form.words : TYPE_WORDS[rule.type],
    value: excerpt(value),
    meant,
    ...(rule.name === 'exp' && typeof meant === 'number' && meant < now && { isPast: true }),
  };
}

/** A date in the place of a time is told from other text. */
function receivedAs(value: JsonValue, { type }: ClaimRule): string {
  const reading = type === 'numeric-date' ? readNumericDate(value) : undefined;
  return reading?.kind === 'wrong-type' ? reading.received : describeJson(value);
}

function meantBy(value: JsonValue, rule: ClaimRule): string | number | null {
  if (rule.type === 'numeric-date') {
    if (rule.form !== undefined && typeof value === 'number') return Math.floor(value);
    const reading = readNumericDate(value);
    return reading.kind === 'wrong-type' ? (reading.meant ?? null) : null;
  }
  return rule.type === 'string' && typeof value === 'number' ? String(value) : null;
}
