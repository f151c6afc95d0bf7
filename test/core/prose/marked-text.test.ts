import { expect, test } from 'vitest';
import { CAUSES } from '../../../src/core/causes/index.ts';
import { causeById, diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { CauseId } from '../../../src/core/evidence/cause-id.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { markText } from '../../../src/core/prose/marked-text.ts';
import { kit } from '../../support/kit.ts';

function markedIn(input: Input, wrap: (text: string) => string = (text) => text) {
  const { token, credentials } = observe(input);
  const text = wrap(input.authorization ?? token?.text ?? '');
  const found = markText(text, { token, authorization: credentials?.text }, diagnose(input).findings);
  return { text, ...found };
}

const exampleOf = (id: CauseId) => causeById(id)?.example(kit) ?? {};

test('the pieces are the text, in order, with each part of the token where it stands', () => {
  const token = kit.mint();
  const { text, pieces = [] } = markedIn({ token, now: kit.now }, (one) => `curl -H 'Bearer ${one}' x`);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  const [header, payload, signature] = token.split('.');
  const of = (part: string) => pieces.filter((piece) => piece.part === part).map((piece) => piece.text);
  expect([of('header'), of('payload'), of('signature')]).toEqual([[header], [payload], [signature]]);
});

test('a fault is marked where it is, wherever the token stands', () => {
  const input = exampleOf('token-expired');
  const { text, marks = [], pieces = [] } = markedIn(input, (one) => `first line\n${one}\n`);
  const [mark] = marks;
  expect(mark).toMatchObject({ cause: 'token-expired', span: { part: 'payload', pointer: '/exp' } });
  expect(mark?.start).toBe((mark?.span.start ?? 0) + 'first line\n'.length);
  expect(pieces.filter((piece) => piece.isMarked).map((piece) => piece.text)).toEqual([
    text.slice(mark?.start, mark?.end),
  ]);
  expect(pieces.find((piece) => piece.isMarked)?.causes).toEqual(['token-expired']);
});

test('what is not there underlines nothing, and what is empty is underlined', () => {
  for (const id of ['acl-missing', 'kid-missing', 'header-parameter-missing'] as const) {
    expect(
      markedIn(exampleOf(id)).marks?.map(({ cause }) => cause),
      id,
    ).not.toContain(id);
  }
  const [absent, empty] = [undefined, ''].map((application_id) =>
    markedIn({ token: kit.mint({ claims: { application_id } }), profile: 'vonage', now: kit.now }),
  );
  expect(absent?.marks).toEqual([]);
  expect(empty?.marks?.[0]).toMatchObject({ cause: 'claim-missing', span: { pointer: '/application_id' } });
});

test('the scheme is marked in the value of the header; a token that does not stand in the text is drawn nowhere', () => {
  const { marks = [] } = markedIn(exampleOf('scheme-not-bearer'));
  expect(marks[0]).toMatchObject({ cause: 'scheme-not-bearer', span: { in: 'authorization' } });
  expect(markedIn({ token: kit.mint() }, () => 'another text').pieces).toBeUndefined();
});

test('for every cause the pieces are the text, and no mark leaves it', () => {
  for (const cause of CAUSES) {
    const { text, pieces, marks = [] } = markedIn(cause.example(kit));
    if (pieces) expect(pieces.map((piece) => piece.text).join(''), cause.id).toBe(text);
    for (const { start, end } of marks) expect(start >= 0 && start < end && end <= text.length, cause.id).toBe(true);
  }
});
