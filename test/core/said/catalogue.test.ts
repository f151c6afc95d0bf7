import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../../src/core/causes/index.ts';
import { profileById } from '../../../src/core/claims/profiles/index.ts';
import { alike, matchMessage } from '../../../src/core/said/match.ts';
import { PRODUCTS } from '../../../src/core/said/products/index.ts';
import { words } from '../../../src/core/said/products/words.ts';
import { readSaid } from '../../../src/core/said/read-said.ts';

const ALL = [...PRODUCTS, words].flatMap((product) => product.messages.map((message) => ({ product, message })));
const IDS: readonly string[] = CAUSES.map(({ id }) => id);

const asked = (profile: string) => ({ profile, isKnown: true });

describe('the catalogue of what is said', () => {
  it('names products and messages once, and profiles that exist', () => {
    const keys = ALL.map(({ product, message }) => `${product.id}/${message.id}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { profile } of PRODUCTS) if (profile !== undefined) expect(profileById(profile)?.id).toBe(profile);
  });

  it.each(ALL)('$product.id/$message.id: its sample is found, and its causes exist', ({ product, message }) => {
    const { sample, means, decides = {}, after } = message;
    expect(Object.keys(means).length).toBeGreaterThan(0);
    expect([...Object.keys(means), ...Object.keys(decides)].filter((id) => !IDS.includes(id))).toEqual([]);
    if (after !== undefined) expect(Object.keys(means)).toContain('refused-after-authentication');
    const found = product.messages.filter((one) => matchMessage(product, one, sample, alike(sample)));
    if (product === words) expect(found).toContain(message);
    else expect(found.map(({ id }) => id)).toEqual([message.id]);
  });

  it('is searched from word to word', () => {
    expect(readSaid('UnauthorizedError: nothing', asked('vonage'))).toEqual([]);
    expect(readSaid('title: Unauthorized', asked('vonage'))[0]?.message.id).toBe('unauthorized');
    expect(readSaid('code 1201034', asked('twilio'))).toEqual([]);
  });

  it('tells the values that a message states, and never a token', () => {
    const [dotnet] = readSaid(
      "IDX10214: Audience validation failed. Audiences: 'api://a1'. Did not match: validationParameters.ValidAudience: 'a1' or …",
    );
    expect(dotnet?.states).toEqual({ received: 'api://a1', audience: 'a1' });
    const [express] = readSaid('{"message":"jwt issuer invalid. expected: https://acme.eu.auth0.com"}');
    expect(express?.states).toEqual({ issuer: 'https://acme.eu.auth0.com' });
    expect(readSaid('invalid API key: eyJhbGciOiJIUzI1NiJ9.e30.x')[0]?.states).toEqual({ key: '' });
  });

  it('keeps another provider out where the one that answered is known', () => {
    expect(readSaid('{"message":"Bad credentials"}', asked('box'))).toEqual([]);
    expect(readSaid('{"message":"Bad credentials"}')[0]?.product.id).toBe('github');
  });

  it('takes the code of a standard for nobody’s own words', () => {
    const challenge = 'WWW-Authenticate: Bearer error="invalid_token"\n\nJWK must contain an "alg" parameter';
    expect(readSaid(challenge).map(({ product }) => product.id)).not.toContain('keycloak');
  });

  it('reads a megabyte of anything in linear time', () => {
    const starts = ALL.map(({ message }) => [message.says].flat()[0]?.split(/[{…]/)[0] ?? '');
    for (const text of [...starts.filter((_, at) => at % 10 === 0), 'a', ' ', '"', '\\"', 'jwt ']) {
      const whole = text.repeat(Math.ceil(1_048_576 / Math.max(1, text.length)));
      const began = performance.now();
      readSaid(whole);
      expect(performance.now() - began, text).toBeLessThan(10_000);
    }
  }, 120_000);
});
