import type { FieldCase } from '../case.ts';
import { doctor, NOW, rs256, rsaPrivate, rsaPublic, said } from '../kit.ts';

const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000', '');

export const keyTexts: readonly FieldCase[] = [
  {
    id: 'docker-env-file-keeps-the-quotes',
    source: 'daniel-hauser/moneyman#29',
    title: 'docker run --env-file keeps the quotes and the \\n of the key.',
    give: () =>
      doctor(
        ['--key', 'env:GOOGLE_SERVICE_ACCOUNT_PRIVATE_KEY'],
        {},
        { GOOGLE_SERVICE_ACCOUNT_PRIVATE_KEY: `"${rsaPrivate().replaceAll('\n', '\\n')}"` },
      ),
    answer: {
      verdict: ['rejected'],
      root: [/quot|\\n|line break/i],
      says: [/quot/i, /\\n|line break/i],
      next: [/quot|replace|repair|--fix/i],
    },
  },
  {
    id: 'fingerprint-in-place-of-the-key',
    source: 'actions/create-github-app-token#113',
    title: 'The SHA256 fingerprint of the key was stored as the key.',
    give: () => doctor(['--key', 'key.txt'], { 'key.txt': 'SHA256:Wn0xhJ2uE8kq1s3ZcVvT6yB9aLmPfR4gQdKxY7oNjUw=' }),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/fingerprint/i],
      next: [/\.pem|private key|download/i],
      neverProved: ['algorithm-key-mismatch'],
    },
  },
  {
    id: 'key-in-base64-for-docker',
    source: 'chdsbd/kodiak#191',
    title: 'The whole PEM is in base64, so that it is one line of an env file.',
    give: () =>
      doctor(
        ['--key', 'env:PRIVATE_KEY_BASE64'],
        {},
        { PRIVATE_KEY_BASE64: Buffer.from(rsaPrivate()).toString('base64') },
      ),
    answer: { verdict: ['rejected'], root: [/base64/i], next: [/decod/i] },
  },
  {
    id: 'no-start-line-alone',
    source: 'chriskinsman/github-action-dashboard#22',
    title: 'PEM routines: no start line, and nothing else.',
    give: () =>
      said(
        "Error getting repos Error: error:0909006C:PEM routines:get_name:no start line\n    at Sign.sign (node:internal/crypto/sig:131:29) {\n  library: 'PEM routines',\n  code: 'ERR_OSSL_PEM_NO_START_LINE'\n}",
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/key/i], says: [/\\n/, /-----BEGIN/], next: [/keys check/] },
  },
  {
    id: 'powershell-writes-utf-16',
    source: 'github/docs#21873',
    title: 'PowerShell wrote the decoded key in UTF-16.',
    give: () =>
      doctor(['--key', 'key.pem'], {
        'key.pem': Buffer.concat([
          Buffer.from([0xff, 0xfe]),
          Buffer.from(rsaPrivate().replaceAll('\n', '\r\n'), 'utf16le'),
        ]),
      }),
    answer: {
      verdict: ['rejected'],
      root: [/UTF-16/i],
      next: [/UTF-8|ASCII|encoding/i],
      neverProved: ['private-key-damaged', 'key-text-damaged'],
    },
  },
  {
    id: 'key-cut-out-of-the-json',
    source: 'Nucleware/powershell-jwt#1',
    title: 'private_key was cut out of the JSON of Google with its \\n.',
    give: () =>
      doctor(['--key', 'exampleprivkey.pem'], { 'exampleprivkey.pem': rsaPrivate('other').replaceAll('\n', '\\n') }),
    answer: { verdict: ['rejected'], root: [/\\n|line break/i], next: [/JSON|replace|repair|--fix/i] },
  },
  {
    id: 'public-key-with-escaped-crlf',
    source: 'prisma/prisma1#1686',
    title: 'Illegal base64 character 5c: the public key has \\r\\n as four characters.',
    give: () =>
      doctor(['@token', '--public', 'public.txt', '--said', "Token can't be decoded: Illegal base64 character 5c"], {
        token: rs256({ service: 'lamp' }),
        'public.txt': rsaPublic().replaceAll('\n', '\\r\\n'),
      }),
    answer: {
      verdict: ['rejected'],
      root: [/\\r|\\n|line break/i],
      says: [/public key|verifier/i],
      neverProved: ['signed-by-unknown-key'],
    },
  },
  {
    id: 'dummy-value-as-key',
    source: 'backstage/backstage#25085',
    title: 'The key of the GitHub App is still "dummy value".',
    give: () =>
      doctor(
        [
          '--key',
          'env:GITHUB_PRIVATE_KEY',
          '--said',
          'Error: secretOrPrivateKey must be an asymmetric key when using RS256',
        ],
        {},
        { GITHUB_PRIVATE_KEY: 'dummy value' },
      ),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/key/i],
      says: [/stand-in|placeholder|dummy|no key|not a key|secret/i],
      neverProved: ['key-newlines-escaped', 'key-in-quotes'],
    },
  },
];

export const clocks: readonly FieldCase[] = [
  {
    id: 'jjwt-two-seconds',
    source: 'zaguiini/react-native-pure-jwt#11',
    title: 'jjwt: not before in two seconds; no skew is allowed.',
    give: () =>
      said(
        `[Error: JWT must not be accepted before ${iso(NOW + 3)}. Current time: ${iso(NOW)}, a difference of 2378 milliseconds.  Allowed clock skew: 0 milliseconds.]`,
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/clock|not yet valid/i],
      says: [/skew|leeway|second/i],
      next: [/clock|skew|leeway|Date/i],
    },
  },
  {
    id: 'jjwt-seven-seconds-late',
    source: 'FraunhoferISST/DataspaceConnector#740',
    title: 'jjwt: expired seven seconds ago.',
    give: () =>
      said(
        `DapsValidator - JWT expired at ${iso(NOW - 7)}. Current time: ${iso(NOW)}, a difference of 7343 milliseconds.  Allowed clock skew: 0 milliseconds.`,
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/expir/i], says: [/clock|skew|leeway/i] },
  },
  {
    id: 'dapr-time-in-the-future-by-zone',
    source: 'jwtk/jjwt#291',
    title: 'The local time of UTC+1 was taken for UTC: iat is an hour ahead.',
    give: () =>
      doctor(['@token', '--public', 'public.pem', '--server-date', new Date(NOW * 1000).toUTCString()], {
        token: rs256({ sub: 'anna', iat: NOW + 3600, nbf: NOW + 3600, exp: NOW + 7200 }),
        'public.pem': rsaPublic(),
      }),
    answer: { verdict: ['rejected'], root: [/hour|zone|clock|not yet valid/i], says: [/zone|UTC/i] },
  },
];
