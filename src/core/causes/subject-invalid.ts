import { emptinessOf } from '../claims/claim-value.ts';
import { defineCause } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { observe } from '../observe/observe.ts';
import { hintOf } from '../observe/sound-token.ts';

type Facts = {
  readonly state: 'empty' | 'control-characters' | 'placeholder' | 'other-than-issuer' | 'absent' | 'unknown';
};

const WORDS = {
  empty: 'an empty string',
  'control-characters': 'text with control characters in it',
  placeholder: 'a placeholder from an example, or the text of an unset variable',
  'other-than-issuer': 'not the same id as iss; here the two have to be equal',
  absent: 'absent, and the response speaks of a user',
  unknown: 'a name that the server does not know',
} as const;

export const subjectInvalid = defineCause<Facts>({
  id: 'subject-invalid',
  stage: 'claims',
  cites: [rfc(7519, '4.1.2'), VONAGE_AUTHENTICATION],
  needs: ['token'],
  certainty: 'proved',
  title: 'Invalid subject (sub)',
  searchedAs: ['wrong sub', 'user does not exist', 'sub must be', 'user id unknown'],
  related: ['claim-missing', 'claim-type-wrong', 'path-not-in-acl'],
  article: {
    symptom: [paragraph('A token for a user is rejected, or it unintentionally acts for the whole application.')],
    cause: [
      paragraph(...marked('The claim `sub` does not name a user:')),
      list(
        'it is empty, because nobody was signed in when the token was made;',
        marked('it is the text `undefined` or a placeholder;'),
        'it has a line break in it, from the file or the form that it was read from;',
        'it names a user who was never created, or one of another application.',
      ),
    ],
    resolution: [
      steps(
        marked('For a Client SDK: set `sub` to the name of the user, and stop if there is none.'),
        marked('For a server: leave `sub` out.'),
      ),
    ],
    additional: [
      paragraph(
        ...marked(
          'A token without `sub` acts for the whole application. An empty one could be read as that, and is rejected.',
        ),
      ),
    ],
  },
  find(evidence) {
    const { token, profile } = evidence;
    const members = token?.payload.members;
    const sub = members?.['sub'];
    const certainty = hintOf(evidence, 'subject-invalid');
    const at = { in: 'token', part: 'payload', pointer: sub === undefined ? '' : '/sub' } as const;
    const said = certainty && ({ facts: { state: sub === undefined ? 'absent' : 'unknown' }, at, certainty } as const);
    if (typeof sub !== 'string') return sub === undefined ? said : undefined;
    const twin = profile.claims.find(({ name }) => name === 'sub')?.sameAs;
    const differs = twin !== undefined && typeof members?.[twin] === 'string' && members[twin] !== sub;
    const state = differs ? 'other-than-issuer' : stateOf(sub);
    if (state === undefined) return said;
    return {
      facts: { state },
      at,
      // A user may be called whatever the application likes.
      ...(state === 'placeholder' && { severity: 'risk' as const, certainty: 'likely' as const }),
    };
  },
  explain: ({ state }) => ({
    title: `The claim sub is ${WORDS[state]}.`,
    detail: [
      pairs(
        ['expected', state === 'other-than-issuer' ? 'the id that iss holds' : 'the name of a user, or no sub'],
        ['received', WORDS[state]],
      ),
    ],
  }),
  fix: ({ state }) => ({
    applicability: 'likely',
    steps:
      state === 'other-than-issuer'
        ? ['Set sub to the same id as iss.']
        : state === 'unknown'
          ? ['Look for that user among the users of this application, and create it if it does not exist.']
          : ['Set sub to the name of the user that the token is for.', 'For requests of a server, leave sub out.'],
  }),
  mend: (input, { state }) => {
    if (state === 'empty') return reissue(input, { claims: { sub: undefined } });
    if (state !== 'other-than-issuer') return undefined;
    return reissue(input, { claims: { sub: observe(input).token?.payload.members?.['iss'] } });
  },
  example: (kit) => kit.input({ token: kit.mint({ claims: { sub: '' } }) }),
});

function stateOf(sub: string): Facts['state'] | undefined {
  if (sub.trim() === '') return 'empty';
  if (/\p{Cc}/u.test(sub)) return 'control-characters';
  return emptinessOf(sub) === 'placeholder' ? 'placeholder' : undefined;
}
