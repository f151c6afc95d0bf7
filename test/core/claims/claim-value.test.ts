import { describe, expect, test } from 'vitest';
import { emptinessOf, hasType, isUuid, misnamedClaims } from '../../../src/core/claims/claim-value.ts';
import type { ClaimRule, Profile } from '../../../src/core/claims/profile.ts';
import { PROFILES } from '../../../src/core/claims/profiles/index.ts';
import type { JsonObject, JsonValue } from '../../../src/core/encoding/json.ts';

const UUID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

describe('isUuid', () => {
  test('takes the form of the registry, at each place', () => {
    expect(isUuid(UUID)).toBe(true);
    for (let at = 0; at < 36; at++) {
      const isHyphen = UUID[at] === '-';
      for (const character of ['0', '9', 'a', 'f', '-', '/', ':', '`', 'g', 'A', 'F', ' ', '\u0430']) {
        const text = UUID.slice(0, at) + character + UUID.slice(at + 1);
        expect(isUuid(text), text).toBe(isHyphen ? character === '-' : /[0-9a-f]/.test(character));
      }
    }
  });

  test.each([[`${UUID}0`], [UUID.slice(0, 35)], [''], [UUID.toUpperCase()], [`{${UUID}}`], [36], [null], [[...UUID]]])(
    'refuses %j',
    (value) => expect(isUuid(value)).toBe(false),
  );
});

describe('emptinessOf', () => {
  test.each<[JsonValue | undefined, string | undefined]>([
    [undefined, 'absent'],
    [null, 'null'],
    [false, 'false'],
    [true, undefined],
    [0, undefined],
    [{}, undefined],
    [[], undefined],
    ['', 'empty'],
    [' \n', 'empty'],
    ['a', undefined],
    [UUID, undefined],
    ['00000000-0000-0000-0000-000000000000', 'placeholder'],
    ['00000000-0000-0000-0000-000000000001', undefined],
    ['your app', 'placeholder'],
    ['YOUR_APP', 'placeholder'],
    ['set your-id', 'placeholder'],
    ['yourself', undefined],
    ['detour app', undefined],
    ['<application id>', 'placeholder'],
    ['<>', 'placeholder'],
    ['a<b>', undefined],
    ['<b>a', undefined],
    ['$APP', 'placeholder'],
    ['$(app)', 'placeholder'],
    [`$\{app}`, 'placeholder'],
    ['US$APP', undefined],
    ['id {{app}}', 'placeholder'],
    ['xxx', 'placeholder'],
    ['xxxx-1', 'placeholder'],
    ['xx', undefined],
    ['axxx', undefined],
    ['undefined', 'placeholder'],
    ['null', 'placeholder'],
    ['None', 'placeholder'],
    ['NaN', 'placeholder'],
    ['ToDo', 'placeholder'],
    ['changeme', 'placeholder'],
    ['nullable', undefined],
    ['annull', undefined],
    ['application_id', 'placeholder'],
    ['my-application-id', 'placeholder'],
    ['application id', undefined],
    ['application_id_1', undefined],
  ])('%j: %s', (value, emptiness) => {
    expect(emptinessOf(value)).toBe(emptiness);
  });
});

describe('hasType', () => {
  const SAMPLES = {
    text: 'a',
    uuid: UUID,
    zero: 0,
    time: 1_790_000_000,
    huge: 1e300,
    endless: Number.POSITIVE_INFINITY,
    timeText: '1790000000',
    yes: true,
    nothing: null,
    object: {},
    list: [],
    texts: ['a', 'b'],
    mixed: ['a', 1],
    numbers: [1],
  } as const satisfies { readonly [name: string]: JsonValue };
  type Name = keyof typeof SAMPLES;
  const TEXTS: readonly Name[] = ['text', 'uuid', 'timeText'];
  const NUMBERS: readonly Name[] = ['zero', 'time', 'huge', 'endless'];

  test.each<[ClaimRule['type'], readonly Name[]]>([
    ['string', TEXTS],
    ['uuid', TEXTS],
    ['number', NUMBERS],
    ['numeric-date', ['zero', 'time']],
    ['object', ['object']],
    ['string-or-number', [...TEXTS, ...NUMBERS]],
    ['string-or-array', [...TEXTS, 'list', 'texts']],
  ])('%s', (type, names) => {
    const taken = Object.entries(SAMPLES).filter(([, value]) => hasType(value, type));
    expect(taken.map(([name]) => name).sort()).toEqual([...names].sort());
  });
});

describe('misnamedClaims', () => {
  const rule = (name: string, change: Partial<ClaimRule> = {}): ClaimRule => ({
    name,
    type: 'string',
    required: true,
    means: '',
    ...change,
  });
  const profile: Profile = {
    ...(PROFILES[0] as Profile),
    claims: [
      rule('application_id', { type: 'uuid', misnamedAs: ['app', 'kid', 'app_id'] }),
      rule('sub', { required: false, misnamedAs: ['user'] }),
      rule('exp', { required: false, type: 'numeric-date', misnamedAs: ['expires', 'app'] }),
    ],
  };
  const foundIn = (claims: JsonObject, given: Profile) =>
    misnamedClaims(claims, given).map((one) => [one.rule.name, one.found]);
  // A new one each time, whose names are not known yet.
  const found = (claims: JsonObject) => foundIn(claims, { ...profile });

  test.each<[string, JsonObject, string[][]]>([
    ['the names themselves', { application_id: UUID, sub: 'a', exp: 1 }, []],
    ['a name that is known for it', { app: UUID }, [['application_id', 'app']]],
    [
      'other case and separators',
      { 'Application-ID': UUID, ' S.U.B ': 'a' },
      [
        ['application_id', 'Application-ID'],
        ['sub', ' S.U.B '],
      ],
    ],
    ['several separators in a row', { application__id: UUID }, [['application_id', 'application__id']]],
    ['a known name in other case', { APP: UUID }, [['application_id', 'APP']]],
    ['a known name with a separator', { app_id: UUID }, [['application_id', 'app_id']]],
    ['the wrong name of a time that is not required', { expires: 1_790_000_000 }, [['exp', 'expires']]],
    ['not the wrong name of an optional claim', { user: 'a' }, []],
    ['a name that two rules know is of the first', { app: 1_790_000_000 }, []],
    ['not where the claim is there as well', { app: UUID, application_id: UUID }, []],
    ['the first one only', { app: UUID, kid: UUID }, [['application_id', 'app']]],
    ['the one that has a value of the form', { app: 'a', kid: UUID }, [['application_id', 'kid']]],
    ['no text for a time', { expires: 'soon' }, []],
    ['no empty text', { SUB: ' ' }, []],
    ['no placeholder', { SUB: 'your_app' }, []],
    ['no other names', { application: UUID, subject: 'a' }, []],
  ])('%s', (_, claims, names) => {
    expect(found(claims)).toEqual(names);
    // When the names of the profile are at hand, too.
    expect(foundIn(claims, profile)).toEqual(names);
    expect(foundIn(claims, profile)).toEqual(names);
  });

  test('a name that ends beyond its 80th character is read up to there', () => {
    const name = `application_id${'_'.repeat(66)}`;
    expect(found({ [name]: UUID })).toEqual([['application_id', name]]);
    expect(found({ [`${name}x`]: UUID })).toEqual([['application_id', `${name}x`]]);
    expect(found({ [`${name.slice(1)}x`]: UUID })).toEqual([]);
    expect(found({ [`${name.slice(0, 79)}x`]: UUID })).toEqual([]);
  });

  test('a name that the profile has itself is no wrong name of another', () => {
    const claims = [rule('application_id', { type: 'uuid', misnamedAs: ['kid'] }), rule('kid')];
    expect(foundIn({ kid: UUID }, { ...profile, claims })).toEqual([]);
  });

  test('a profile whose claims have no wrong names', () => {
    const plain = { ...profile, claims: [rule('a')] };
    expect(misnamedClaims({ A: 'x', b: 'y' }, plain).map((one) => one.found)).toEqual(['A']);
  });
});
