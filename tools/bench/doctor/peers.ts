import { createRequire } from 'node:module';
import { createVerifier } from 'fast-jwt';
import { importSPKI, jwtVerify } from 'jose';
import { openRunKit } from '../../../src/cli/break/run-kit.ts';
import { variantOf } from '../../../src/core/break/ways.ts';
import { CAUSES } from '../../../src/core/causes/index.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { readAuthorization } from '../../../src/core/request/authorization.ts';
import type { Row } from './row.ts';

const require = createRequire(import.meta.url);
const jsonwebtoken = require('jsonwebtoken') as { verify(token: string, key: string, options: object): unknown };

type Verifier = (token: string) => unknown;

/** How many different answers each gives to the same bad tokens: faults that get one answer are not told apart. */
export async function peers(): Promise<readonly Row[]> {
  const kitOf = openRunKit();
  const kit = kitOf(1);
  const key = kit.publicKey('active');
  const joseKey = await importSPKI(key, 'RS256');
  const now = kit.now * 1000;
  const fast = createVerifier({
    key,
    algorithms: ['RS256'],
    clockTimestamp: now,
    clockTolerance: 30_000,
    cache: false,
  });
  const all: readonly (readonly [string, Verifier])[] = [
    [
      'jsonwebtoken',
      (token) =>
        jsonwebtoken.verify(token, key, { algorithms: ['RS256'], clockTimestamp: kit.now, clockTolerance: 30 }),
    ],
    [
      'jose',
      (token) =>
        jwtVerify(token, joseKey, {
          algorithms: ['RS256'],
          currentDate: new Date(now),
          clockTolerance: 30,
          requiredClaims: ['iat', 'jti', 'application_id'],
        }),
    ],
    ['fast-jwt', (token) => fast(token)],
  ];
  const inputs = CAUSES.map((cause) => variantOf(cause, 1, kitOf)).filter(
    ({ profile, token, request }) => profile === 'vonage' && (token !== undefined || request !== undefined),
  );
  const tokens = inputs.map(({ token, authorization, request }) => {
    const field = request?.fields?.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
    const value = authorization ?? field ?? '';
    // A middleware takes off the scheme and hands on the rest.
    return token ?? readAuthorization(value).token ?? value.replace(/^Bearer\s*/, '');
  });
  const ours = new Set(inputs.map((input) => diagnose(input).findings[0]?.cause ?? 'nothing'));
  const rows = [row('mintmark', ours, inputs.length, true)];
  for (const [name, verify] of all) {
    const answers = new Set<string>();
    for (const token of tokens) answers.add(await answerOf(verify, token));
    rows.push(row(name, answers, inputs.length, false));
  }
  return rows;
}

async function answerOf(verify: Verifier, token: string): Promise<string> {
  try {
    await verify(token);
    return 'accepted';
  } catch (error) {
    const { name, code, message } = error as { name?: string; code?: string; message?: string };
    // What changes from token to token is no other answer.
    const words = (message ?? '').replace(/\d[\d:.TZ-]*/g, '#').replace(/(?<=position|token) .*/s, '');
    return [name, code, words].join(' ');
  }
}

function row(name: string, answers: ReadonlySet<string>, of: number, isOurs: boolean): Row {
  return {
    name: `told apart by ${name}`,
    result: `${answers.size} answers to ${of} faults`,
    wanted: isOurs ? 'one each' : '',
    met: !isOurs || answers.size === of,
    misses: [],
  };
}
