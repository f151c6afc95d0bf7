import { createPrivateKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CAUSES } from '../../src/core/causes/index.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../src/core/evidence/input.ts';
import type { KitKey } from '../../src/core/evidence/kit.ts';
import { renderReport } from '../../src/core/prose/report.ts';
import { rejection, rejectionMembers } from '../../src/http/gate/answer.ts';
import { kit } from '../support/kit.ts';

const PAIRS: readonly KitKey[] = ['active', 'draft', 'replaced', 'revoked', 'other', 'stranger'];
const SETTINGS = { realm: 'mintmark', helpBase: '/causes/', reportBase: '/reports/' };

/** A stretch that no leak of the text could leave out, and that nothing else holds. */
const stretch = (text: string): string => text.slice(8, 40);

/** Of every private key: each line of its text, and each secret number. */
const PRIVATE = PAIRS.flatMap((name) => {
  const pem = kit.privateKey(name);
  const { d, p, q, dp, dq, qi } = createPrivateKey(pem).export({ format: 'jwk' });
  return [...pem.split('\n').slice(2, -2), d, p, q, dp, dq, qi].map((text) => stretch(text as string));
});

/** What else an input holds that would let its reader pass for the sender. */
function secretsOf(input: Input): string[] {
  const fields = input.request?.fields?.map(([, value]) => value) ?? [];
  const texts = [input.token, input.authorization, input.request?.target, ...fields].filter(
    (text) => text !== undefined,
  );
  const signatures = texts.flatMap((text) =>
    [...text.matchAll(/[\w-]{10,}\.[\w-]{10,}\.([\w-]{40,})/g)].map((match) => match[1]),
  );
  const basic = texts.flatMap((text) =>
    [...text.matchAll(/Basic +([\w+/=-]{8,})/gi)].map((match) => match[1] as string),
  );
  const passwords = basic.map((text) => Buffer.from(text, 'base64').toString().split(':')[1] ?? '');
  const inQuery = texts.flatMap((text) =>
    [...text.matchAll(/(?:secret|token|password)=([^&]{8,})/gi)].map((match) => match[1]),
  );
  const named = Object.values(input.secrets ?? {});
  return [...signatures.map((text) => stretch(text as string)), ...basic, ...passwords, ...inQuery, ...named].filter(
    (text): text is string => text !== undefined && text.length >= 6,
  );
}

describe('no secret of its example is told by', () => {
  test.each(CAUSES.map((cause) => [cause.id, cause] as const))('%s', (_id, cause) => {
    const input = cause.example(kit);
    const report = diagnose(input);
    const [finding] = report.findings;
    if (finding === undefined) throw new Error('the example has no finding');
    const body = rejection(rejectionMembers({ finding, others: [] }, 'r-1', SETTINGS, report), SETTINGS);
    const surfaces = [JSON.stringify(report), renderReport(report, input.token), JSON.stringify(body)];
    const told = [...PRIVATE, ...secretsOf(input)].filter((mark) => surfaces.some((text) => text.includes(mark)));
    expect(told).toEqual([]);
  });
});

test('the marks are seen where they are told', () => {
  const input = kit.input({ key: kit.privateKey('active'), secrets: { 'API secret': 'correct-horse-battery' } });
  const leak = JSON.stringify({ key: input.key, token: input.token, secrets: input.secrets });
  const marks = [...PRIVATE.slice(0, 1), ...secretsOf(input)];
  expect(marks.length).toBeGreaterThan(3);
  expect(marks.filter((mark) => !leak.includes(mark))).toEqual([]);
});
