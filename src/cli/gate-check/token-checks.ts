import type { RawAnswer } from './ask-raw.ts';
import { CHANGES } from './changes.ts';
import { fault, isThrough, memberOf, ok, type Probe, type Row, unchecked } from './probe.ts';
import { covers } from './token-acl.ts';
import { climbsOf, type Named, refused, spellingsOf } from './variants.ts';

const NO_TOKEN = 'no token was given: --token';
const NO_FORBIDDEN = 'no path was given that the token may not reach: --forbidden-path';

const CHECKS = {
  good: 'a good token is let through',
  cached: 'what one token was answered is answered to nobody else',
  lines: 'a second Authorization header is rejected',
  acl: 'the acl is held against the path',
  target: 'no header of the client chooses the path',
  method: 'no header of the client chooses the method',
  override: 'method-override headers are held against the acl',
  spelled: 'no spelling of a path leads around the acl',
  identity: 'identity headers of the client do not reach the API',
  strip: 'a Connection header does not remove the identity',
} as const;

/** What only shows with a token that is accepted. */
export async function tokenChecks(probe: Probe): Promise<Row[]> {
  const names = Object.values(CHECKS);
  if (probe.token === undefined) return names.map((check) => unchecked(check, NO_TOKEN));
  const good = await probe.ask({ authorized: true });
  if (!isThrough(good)) return notThrough(probe, probe.token, good);
  return [
    ok(CHECKS.good, String(good.status)),
    await refused(probe, { check: CHECKS.cached, change: CHANGES.cache, named: [['the same without the token', {}]] }),
    await refused(probe, { check: CHECKS.lines, change: CHANGES.ask, named: twoLines(probe) }),
    ...(await aclChecks(probe)),
    ...(await methodChecks(probe)),
    ...(await identityChecks(probe)),
  ];
}

/** A token that is refused may be bad itself; where its acl allows the request, the gate was told another one. */
async function notThrough(probe: Probe, token: string, answer: RawAnswer): Promise<Row[]> {
  const cause = memberOf(answer, 'cause');
  const said = cause === undefined ? '' : ` (${cause})`;
  const why =
    answer.status === 0
      ? 'no answer to a request with the token'
      : `GET with the token is answered with ${answer.status}${said}; needed is a token that may GET a path that is there`;
  const rows = new Map(Object.values(CHECKS).map((check) => [check, unchecked(check, why)]));
  const set = (row: Row) => rows.set(row.check as (typeof CHECKS)[keyof typeof CHECKS], row);
  if (cause === 'authorization-missing') {
    set(fault(CHECKS.good, 'the token does not reach the gate: Authorization is lost on the way', CHANGES.ask));
  } else if (answer.status === 403 && covers(token, probe.path) === true) {
    set(fault(CHECKS.good, 'its acl allows GET there, so the gate is not told this method and path', CHANGES.trust));
    const flipped: string[] = [];
    for (const name of METHOD_NAMES) {
      if (isThrough(await probe.ask({ authorized: true, fields: [[name, 'GET']] }))) flipped.push(name);
    }
    if (flipped.length > 0) set(fault(CHECKS.method, `${flipped.join(', ')} of the client is taken`, CHANGES.name));
  }
  return [...rows.values()];
}

const METHOD_NAMES = ['X-Original-Method', 'X-Forwarded-Method', 'X_Original_Method', 'X_Forwarded_Method'];

function twoLines({ token }: Probe): readonly Named[] {
  const good = ['Authorization', `Bearer ${token}`] as const;
  const bad = ['Authorization', 'Bearer x'] as const;
  return [
    ['the good one first', { fields: [good, bad] }],
    ['the good one last', { fields: [bad, good] }],
  ];
}

async function aclChecks(probe: Probe): Promise<Row[]> {
  const { path, forbidden, token = '' } = probe;
  const rest = [CHECKS.target, CHECKS.spelled];
  if (forbidden === undefined) return [CHECKS.acl, ...rest].map((check) => unchecked(check, NO_FORBIDDEN));
  if (covers(token, forbidden) !== false) {
    const why = 'the acl of the token covers --forbidden-path, or cannot be read';
    return [CHECKS.acl, ...rest].map((check) => unchecked(check, why));
  }
  const answer = await probe.ask({ target: forbidden, authorized: true });
  if (isThrough(answer)) {
    const why = `--forbidden-path is answered with ${answer.status}, and the acl of the token does not cover it: the gate is not told the path`;
    return [fault(CHECKS.acl, why, CHANGES.trust), ...rest.map((check) => unchecked(check, why))];
  }
  if (answer.status !== 403) {
    const why = `--forbidden-path: expected 403, received ${answer.status || 'no answer'}`;
    return [CHECKS.acl, ...rest].map((check) => unchecked(check, why));
  }
  const targets = [...spellingsOf(forbidden), ...climbsOf(path, forbidden)];
  return [
    ok(CHECKS.acl, memberOf(answer, 'cause') ?? '403'),
    await refused(probe, { check: CHECKS.target, change: CHANGES.name, named: chosenTargets(path, forbidden) }),
    await refused(probe, {
      check: CHECKS.spelled,
      change: CHANGES.target,
      named: targets.map((target): Named => [target, { target, authorized: true }]),
    }),
  ];
}

function chosenTargets(path: string, target: string): readonly Named[] {
  const pairs = [
    ['X-Original-Method', 'X-Original-URI'],
    ['X-Original-Method', 'X-Original-URL'],
    ['X-Forwarded-Method', 'X-Forwarded-Uri'],
    ['X_Original_Method', 'X_Original_URI'],
    ['X_Forwarded_Method', 'X_Forwarded_Uri'],
    ['X-HTTP-Method', 'X-Rewrite-URL'],
  ] as const;
  return pairs.map(([method, uri]): Named => {
    const fields = [
      [method, 'GET'],
      [uri, path],
    ] as const;
    return [uri, { target, fields, authorized: true }];
  });
}

/** A method without effects that the acl of the token does not allow, so that something can be seen. */
async function methodChecks(probe: Probe): Promise<Row[]> {
  const both = [CHECKS.method, CHECKS.override];
  for (const method of ['OPTIONS', 'HEAD']) {
    if ((await probe.ask({ method, authorized: true })).status !== 403) continue;
    const named = METHOD_NAMES.map(
      (name): Named => [`${name}: GET`, { method, fields: [[name, 'GET']], authorized: true }],
    );
    return [
      await refused(probe, { check: CHECKS.method, change: CHANGES.name, named }),
      await overrides(probe, method),
    ];
  }
  const why = 'the token may use OPTIONS and HEAD there: give one whose acl has "methods": ["GET"] for the path';
  return both.map((check) => unchecked(check, why));
}

/** An override that reaches neither the gate nor the API does no harm; only an API that tells its headers shows which. */
async function overrides(probe: Probe, method: string): Promise<Row> {
  const seen: string[] = [];
  const unseen: string[] = [];
  for (const name of ['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method']) {
    const answer = await probe.ask({ fields: [[name, method]], authorized: true });
    if (!isThrough(answer)) continue;
    (answer.body.toLowerCase().includes(name.toLowerCase()) ? seen : unseen).push(name);
  }
  if (seen.length > 0)
    return fault(CHECKS.override, `the API gets ${seen.join(', ')}, the gate does not`, CHANGES.override);
  if (unseen.length === 0) return ok(CHECKS.override, '3 requests');
  const why = `${unseen.join(', ')} did not reach the gate; whether it reaches the API shows only where URL answers with the headers that it received`;
  return unchecked(CHECKS.override, why);
}

const SPELLINGS = [
  'X-Mintmark-Application-Id',
  'X-Mintmark-Account',
  'X-Mintmark-Subject',
  'X-Mintmark-Jti',
  'X_Mintmark_Account',
  'X_Mintmark_Subject',
  'X-Mintmark_Jti',
  'x-mintmark_subject',
];

/** Seen where the API answers with the headers that it received; a header that nobody removes shows whether it does. */
async function identityChecks(probe: Probe): Promise<Row[]> {
  const control = `${probe.marker}-control`;
  const shown = await probe.ask({ authorized: true, fields: [['X-Probe', control]] });
  if (!tells(shown, control)) {
    const why = 'URL does not answer with the headers that it received: give the URL of one that does';
    return [CHECKS.identity, CHECKS.strip].map((check) => unchecked(check, why));
  }
  const named = SPELLINGS.map((name): Named => [name, { authorized: true, fields: [[name, probe.marker]] }]);
  const isSpoofed = (answer: RawAnswer) => tells(answer, probe.marker);
  return [
    await refused(probe, { check: CHECKS.identity, change: CHANGES.identity, named }, isSpoofed),
    await stripped(probe, shown),
  ];
}

async function stripped(probe: Probe, shown: RawAnswer): Promise<Row> {
  const name = 'x-mintmark-application-id';
  if (!shown.body.toLowerCase().includes(name)) {
    return fault(CHECKS.strip, 'the API gets no identity at all', CHANGES.identity);
  }
  const fields = [['Connection', 'close, X-Mintmark-Application-Id']] as const;
  const answer = await probe.ask({ authorized: true, fields });
  if (answer.status === 0) return unchecked(CHECKS.strip, 'no answer');
  return isThrough(answer) && !answer.body.toLowerCase().includes(name)
    ? fault(CHECKS.strip, 'a Connection header that names it removed it', CHANGES.strip)
    : ok(CHECKS.strip);
}

function tells(answer: RawAnswer, marker: string): boolean {
  return answer.body.includes(marker) || answer.fields.some(([, value]) => value.includes(marker));
}

/** Of all answers: what an API or a gate told of the sender to the sender. */
export function answerCheck(probe: Probe): Row {
  const check = 'no answer carries identity headers';
  const leaked = probe.leaked();
  return leaked.length === 0 ? ok(check) : fault(check, leaked.join(', '), CHANGES.answer);
}
