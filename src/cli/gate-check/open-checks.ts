import type { RawAnswer } from './ask-raw.ts';
import { CHANGES } from './changes.ts';
import { fault, isNamedTwice, isThrough, memberOf, ok, type Probe, type Row, unchecked, valuesOf } from './probe.ts';
import { type Named, refused, spellingsOf } from './variants.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** A token of 2020, signed by nobody. */
const EXPIRED = [
  part({ alg: 'RS256', typ: 'JWT' }),
  part({
    application_id: '00000000-0000-4000-8000-000000000000',
    iat: 1_577_836_800,
    exp: 1_577_837_700,
    jti: '00000000-0000-4000-8000-000000000001',
  }),
  Buffer.alloc(256).toString('base64url'),
].join('.');

const bearer = (token: string) => ({ fields: [['Authorization', `Bearer ${token}`]] as const });

/** What shows without a token. `first` is the answer to a plain request without credentials. */
export async function openChecks(probe: Probe, first: RawAnswer): Promise<Row[]> {
  const isGuarded = first.status === 401;
  return [
    unauthorized('a request without a token is rejected', first),
    explanation(first),
    uncached(first),
    unauthorized('a token that is none is rejected', await probe.ask(bearer('not-a-token'))),
    unauthorized('an expired token is rejected', await probe.ask(bearer(EXPIRED))),
    await refused(probe, {
      check: 'other spellings and hosts need a token too',
      change: CHANGES.ask,
      named: bypasses(probe),
    }),
    await refused(probe, {
      check: 'identity headers are no credentials',
      change: CHANGES.ask,
      named: [
        [
          'X-Mintmark-* of the client',
          {
            fields: [
              ['X-Mintmark-Application-Id', '00000000-0000-4000-8000-000000000000'],
              ['X-Mintmark-Account', probe.marker],
            ],
          },
        ],
      ],
    }),
    isGuarded
      ? await refused(
          probe,
          { check: 'no header of the client names the request', change: CHANGES.name, named: NAMES },
          isNamedTwice,
        )
      : unchecked('no header of the client names the request', 'a request without a token is not rejected with 401'),
    await hiddenGate(probe, first),
    await refused(probe, { check: 'no TRACE, no CONNECT', change: CHANGES.method, named: tunnels(probe) }, (answer) =>
      isThrough(answer),
    ),
  ];
}

function unauthorized(check: string, answer: RawAnswer): Row {
  if (answer.status === 401) return ok(check, memberOf(answer, 'cause') ?? '401');
  if (answer.status === 0) return unchecked(check, 'no answer');
  if (isThrough(answer) || (answer.status >= 300 && answer.status < 400)) {
    return fault(
      check,
      `answered with ${answer.status}: the gate was not asked, or its answer was ignored`,
      CHANGES.ask,
    );
  }
  return fault(
    check,
    `expected 401, received ${answer.status}: the gate does not answer, or something replaces its 401`,
    CHANGES.ask,
  );
}

function explanation(answer: RawAnswer): Row {
  const check = 'a rejection says why';
  if (answer.status !== 401) return unchecked(check, 'a request without a token is not rejected with 401');
  const lacks = [
    ...(memberOf(answer, 'cause') === undefined ? ['the explanation in the body'] : []),
    ...(valuesOf(answer, 'www-authenticate').length === 0 ? ['WWW-Authenticate'] : []),
    ...(valuesOf(answer, 'www-authenticate').length > 1 ? ['a single WWW-Authenticate: there are several'] : []),
  ];
  return lacks.length === 0 ? ok(check) : fault(check, `missing: ${lacks.join(', ')}`, CHANGES.explain);
}

function uncached(answer: RawAnswer): Row {
  const check = 'a rejection is not cached';
  if (answer.status !== 401) return unchecked(check, 'a request without a token is not rejected with 401');
  const [age] = valuesOf(answer, 'age');
  if (age !== undefined) return fault(check, `the 401 comes out of a cache: Age ${Number(age) || 0}`, CHANGES.cache);
  return valuesOf(answer, 'cache-control').some((value) => /\bno-store\b/i.test(value))
    ? ok(check)
    : fault(check, 'the 401 has no Cache-Control: no-store', CHANGES.explain);
}

function bypasses({ url, path }: Probe): Named[] {
  const host = url.hostname;
  const port = url.port === '' ? '' : `:${url.port}`;
  return [
    ...spellingsOf(path).map((target): Named => [target, { target }]),
    ['HEAD', { method: 'HEAD' }],
    ['Host with a dot at its end', { host: `${host}.${port}` }],
    ['Host in capitals', { host: host.toUpperCase() + port }],
    ['another Host', { host: 'localhost' }],
    ['the absolute form', { target: `http://${url.host}${path}` }],
  ];
}

/** Two names that differ: the gate says so where either reaches it beside the other, or beside the proxy's own. */
const NAMES: readonly Named[] = [
  ['X-Original-Method', { fields: [['X-Original-Method', 'PROBE']] }],
  ['X-Forwarded-Method', { fields: [['X-Forwarded-Method', 'PROBE']] }],
  ['X-Original-URI', { fields: [['X-Original-URI', '/probe/1']] }],
  ['X-Original-URL', { fields: [['X-Original-URL', '/probe/2']] }],
  ['X-Forwarded-Uri', { fields: [['X-Forwarded-Uri', '/probe/3']] }],
  [
    'X-Original-Method and X-Forwarded-Method',
    {
      fields: [
        ['X-Original-Method', 'PROBE'],
        ['X-Forwarded-Method', 'OTHER'],
      ],
    },
  ],
  [
    'X-Original-URI and X-Forwarded-Uri',
    {
      fields: [
        ['X-Original-URI', '/probe/1'],
        ['X-Forwarded-Uri', '/probe/2'],
      ],
    },
  ],
];

function tunnels({ url }: Probe): readonly Named[] {
  const authority = `${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`;
  return [
    ['TRACE', { method: 'TRACE' }],
    ['CONNECT', { method: 'CONNECT', target: authority }],
  ];
}

/** Where a gate is asked in our files and in the examples of others. */
const GATES = ['/gate', '/gate/verdict', '/gate/refusal', '/gate/ext-authz/', '/mintmark/gate', '/auth', '/_auth'];

/** An address of the gate that is open answers about another request than the one that was sent. */
async function hiddenGate(probe: Probe, first: RawAnswer): Promise<Row> {
  const check = 'the gate itself cannot be asked from outside';
  const isNaming = isNamedTwice(
    await probe.ask({
      fields: [
        ['X-Original-URI', '/probe/1'],
        ['X-Forwarded-Uri', '/probe/2'],
      ],
    }),
  );
  const isExplained = memberOf(first, 'cause') !== undefined;
  const [challenge] = valuesOf(first, 'www-authenticate');
  const open: string[] = [];
  let silent = 0;
  for (const target of GATES) {
    const named = await probe.ask({
      target,
      fields: [
        ['X-Original-URI', '/probe/1'],
        ['X-Forwarded-Uri', '/probe/2'],
      ],
    });
    const bare = await probe.ask({ target });
    if (bare.status === 0) silent++;
    const isVerdict =
      bare.status === 401 && isExplained && bare.body === '' && valuesOf(bare, 'www-authenticate')[0] === challenge;
    const isAccepted =
      probe.token !== undefined &&
      valuesOf(await probe.ask({ target, authorized: true }), 'x-mintmark-application-id').length > 0;
    if (isVerdict || isAccepted || (!isNaming && isNamedTwice(named))) open.push(target);
  }
  if (open.length > 0) return fault(check, `${open.join(', ')} can`, CHANGES.hide);
  return silent > 0 ? unchecked(check, 'no answer') : ok(check, `${GATES.length} addresses`);
}
