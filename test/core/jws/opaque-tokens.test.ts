import { expect, test } from 'vitest';
import { opaqueTokenIn } from '../../../src/core/jws/opaque-tokens.ts';

const TEXT = 'abcdefghijklmnopqrstuvwxyz'.repeat(5);

/** As their issuers document them; none of these is in use. */
const TOKENS: readonly (readonly [what: string, ...examples: string[]])[] = [
  ['an OAuth access token of Google (ya29.), which is opaque', 'ya29.a0b'],
  ['a refresh token of Google (1//)', `1//${TEXT.slice(0, 20)}`],
  ['an authorization code of Google (4/)', `4/${TEXT.slice(0, 20)}`],
  ['an API key of Google (AIza)', `AIza${TEXT.slice(0, 35)}`],
  ['an OAuth client secret of Google (GOCSPX-)', 'GOCSPX-a'],
  ['an installation access token of a GitHub App (ghs_)', 'ghs_a'],
  ['a token of GitHub (gho_, ghp_, ghu_ or github_pat_)', 'gho_a', 'ghp_a', 'ghu_a', 'ghr_a', 'github_pat_a'],
  ['a token of GitLab (glpat- and others)', 'glpat-a', 'gloas-a', 'glrt-a', 'glptt-a', 'gldt-a', 'glcbt-a'],
  ['a token of Slack (xoxb-, xoxp-, xapp-)', 'xoxb-a', 'xoxp-a', 'xapp-a'],
  ['an access token of Facebook (EAA)', `EAAB${TEXT.slice(0, 40)}`],
  ['an API key of Stripe (sk_live_ and others)', 'sk_live_a', 'pk_test_a', 'rk_live_a'],
  ['the signing secret of a webhook (whsec_)', 'whsec_a'],
  ['a session id of Salesforce (00D…!), which is opaque', '00Dabcdefghijkl!a'],
  ['an access token of Shopify (shpat_ and others)', 'shpat_a', 'shpss_a', 'shpca_a', 'shppa_a', 'shptka_a'],
  ['an API key (sk-)', 'sk-ant-a', `sk-proj-${TEXT.slice(0, 15)}`, `sk-${TEXT.slice(0, 20)}`],
  ['an access key id of AWS', 'AKIAABCDEFGHIJKL2345', 'ASIAABCDEFGHIJKL2345'],
  ['a token of HashiCorp Vault (hvs.)', 'hvs.a', 'hvb.a', 'hvr.a', `s.${TEXT.slice(0, 24)}`],
  ['an API key of Supabase (sb_)', 'sb_publishable_a', 'sb_secret_a', 'sbp_a'],
  ['an access token of a personal Microsoft account, which is opaque', `EwAa${TEXT.slice(0, 100)}`],
  ['a refresh token or code of Microsoft Entra (0.A)', `0.A${TEXT.slice(0, 20)}`, `1.A${TEXT.slice(0, 20)}`],
  ['an API token of Atlassian (ATATT)', 'ATATTa', 'ATCTTa'],
  ['a token of Laravel Sanctum (number|text), which is opaque', `12|${TEXT.slice(0, 30)}`],
  ['an API key of SendGrid (SG.)', `SG.${TEXT.slice(0, 16)}.${TEXT.slice(0, 16)}`],
  ['an API key or access token of one service, by its prefix', `npm_${TEXT.slice(0, 16)}`, `hf_${TEXT.slice(0, 16)}`],
  ['a PASETO, which is not a JWT', 'v4.public.a', 'v1.local.a'],
  ['a Fernet token, which is not a JWT', 'gAAAAAa', 'gAAAAAa==', 'gAAAAAa='],
  ['a SAML assertion, which is not a JWT', 'PHNhbWwa', 'PD94bWwa', '<saml:Assertion', '<SAML:Assertion'],
  ['an opaque token of 40 hexadecimal digits, as Django REST framework makes them', 'a1b2c3d4e5'.repeat(4)],
];

test.each(TOKENS)('%s', (what, ...examples) => {
  for (const example of examples) {
    expect(opaqueTokenIn(example)?.what, example).toBe(what);
    expect(opaqueTokenIn(` ${example}\n`)?.what, example).toBe(what);
    // Its form is that of the whole text, from the beginning.
    for (const prefix of ['x', 'x ']) expect(opaqueTokenIn(`${prefix}${example}`)?.what, example).not.toBe(what);
  }
});

test('what to do next is said of each, and never its text', () => {
  const next = TOKENS.map(([, example = '']) => opaqueTokenIn(example)?.next ?? '');
  for (const [index, step] of next.entries()) {
    expect(step).toMatch(/^.{20,}\.$|…$/);
    expect(step).not.toContain(TOKENS[index]?.[1]);
  }
  expect(opaqueTokenIn('ghs_a')?.next).toContain('/app');
});

test.each([
  `AIza${TEXT.slice(0, 36)}`,
  'AKIAABCDEFGHIJKL23456',
  `s.${TEXT.slice(0, 25)}`,
  'ATATT',
  `|${TEXT.slice(0, 30)}`,
  `12|${TEXT.slice(0, 30)}-`,
  `SG.${TEXT.slice(0, 16)}.${TEXT.slice(0, 16)}!`,
  'gAAAAA',
  'gAAAAAa===',
  `${'a1b2c3d4e5'.repeat(4)}f`,
  '',
])('%j is of no known form', (text) => {
  expect(opaqueTokenIn(text)).toBeUndefined();
});

const RANDOM = 'random text, such as an opaque access token or an API key';

test.each<[text: string, isRandom: boolean]>([
  ['aB3'.repeat(8), true],
  [`${'aB3'.repeat(8)}==`, true],
  ['a~B+3/-_'.repeat(3), true],
  ['aB3'.repeat(8).slice(1), false],
  ['aB3'.repeat(171).slice(0, 512), true],
  ['aB3'.repeat(171), false],
  [`${'aB3'.repeat(8)}===`, false],
  [`${'aB3'.repeat(8)} x`, false],
  [`! ${'aB3'.repeat(8)}`, false],
  ['aB'.repeat(12), false],
  ['a3'.repeat(12), false],
  ['B3'.repeat(12), false],
])('%j looks random: %s', (text, isRandom) => {
  expect(opaqueTokenIn(text)?.what).toBe(isRandom ? RANDOM : undefined);
});

test('the first 4096 characters are looked at', () => {
  expect(opaqueTokenIn(`gAAAAA${'a'.repeat(4090)}!`)?.what).toBe('a Fernet token, which is not a JWT');
  expect(opaqueTokenIn(`gAAAAA${'a'.repeat(4089)}!`)).toBeUndefined();
});
