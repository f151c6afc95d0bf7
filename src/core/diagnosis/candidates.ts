import { CAUSES } from '../causes/index.ts';
import type { Cause } from '../evidence/cause.ts';
import type { CauseId } from '../evidence/cause-id.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Candidate, Check, Finding } from '../evidence/report.ts';
import type { Means, SaidMatch } from '../evidence/said.ts';
import type { ObservedAnswer } from '../observe/observed-answer.ts';
import { NO_JWT, NOTHING_ARRIVED, scaled } from '../said/products/usual-means.ts';
import { shareLeft } from './ruled-out.ts';
import { isElsewhere, shownOf } from './shown.ts';
import { oddOf, statesOf } from './stated-values.ts';
import { whereToLook } from './where-to-look.ts';

/** More than these answer nothing. */
const LISTED = 6;

/** So likely is a mere suspicion, against the most likely cause of the message that does not speak of it. */
const UNSAID = 0.4;

/** What is behind a refusal of which nothing is known, most often first. */
const UNKNOWN: Means = {
  'signed-by-unknown-key': 5,
  'issuer-not-expected': 4,
  'audience-not-expected': 4,
  'token-expired': 2,
  'token-of-other-kind': 2,
};
/** The same where a provider judges its own application tokens: their issuer and audience are among its rules. */
const UNKNOWN_OF_PROVIDER: Means = {
  'signed-by-unknown-key': 5,
  'identity-claim-mistaken': 3,
  'kid-unknown': 3,
  'token-expired': 2,
  'clock-ahead': 2,
  'token-of-other-kind': 1,
};
const BY_STATUS: { readonly [status: number]: Means } = {
  400: { 'claim-missing': 3, 'token-of-other-kind': 2, 'grant-type-wrong': 2, 'signed-by-unknown-key': 2 },
  403: { 'scope-not-granted': 5, 'path-not-in-acl': 2, 'audience-not-expected': 2, 'consent-missing': 1 },
  404: { 'wrong-host-or-region': 3, 'identity-claim-mistaken': 2, 'application-unknown': 2 },
  413: { 'token-too-large': 1 },
  431: { 'token-too-large': 1 },
};
/** What no look at a token shows. */
const UNSEEN: Means = { 'wrong-host-or-region': 3, 'token-revoked': 2, 'provider-transient-fault': 2 };

interface Ground {
  readonly weight: number;
  /** The message that it is known for. */
  readonly match?: SaidMatch;
}

/**
 * Every cause that is left, most likely first: what the messages are known for, times what the evidence leaves open.
 * Never empty. What a check ruled out is no candidate.
 */
export function candidatesOf(
  evidence: Evidence,
  { findings, checks }: { readonly findings: readonly Finding[]; readonly checks: readonly Check[] },
  answer: ObservedAnswer | undefined,
): readonly Candidate[] {
  const grounds = groundsOf(evidence, answer);
  // What a message is not known for, and a check merely suspects, comes behind what the message says.
  const floor = answer?.said.length ? UNSAID * Math.max(...[...grounds.values()].map(({ weight }) => weight)) : 1;
  for (const { cause, certainty } of findings) {
    const held = grounds.get(cause);
    const factor = certainty === 'possible' ? 1 : 20;
    const least = certainty === 'possible' ? Math.min(1, floor) : 1;
    grounds.set(cause, { ...held, weight: Math.max(least, (held?.weight ?? 0) * factor) });
  }
  const open = weighed(grounds, evidence, checks);
  // A message that names one cause alone is believed before a guess, though no check found it.
  const last = answer?.said.length ? grounds : asGrounds(UNSEEN);
  const left = open.length > 0 ? open : weighed(last, evidence, checks, true);
  const total = left.reduce((sum, [, { weight }]) => sum + weight, 0);
  return left.slice(0, LISTED).map(([cause, ground]) => ({
    cause: cause.id,
    title: cause.title,
    weight: Math.round((ground.weight / total) * 100) / 100,
    because: [becauseOf(ground, cause, left[0]?.[0] === cause, checks), ...shownOf(cause.id, evidence)].join('; '),
    decides: whereToLook(cause, evidence, ground.match),
  }));
}

function groundsOf(evidence: Evidence, answer: ObservedAnswer | undefined): Map<CauseId, Ground> {
  const grounds = new Map<CauseId, Ground>();
  const add = (means: Means, factor: number, match?: SaidMatch) => {
    for (const [cause, weight] of Object.entries(means) as [CauseId, number][]) {
      if (PROVIDERS_OWN.has(cause) && isNobodys(evidence, match)) continue;
      const held = grounds.get(cause);
      if (held !== undefined && held.weight >= weight * factor) continue;
      grounds.set(cause, { weight: weight * factor, ...(match && { match }) });
    }
  };
  // The first message is the most telling; the others add what it does not speak of.
  for (const [at, match] of (answer?.said ?? []).entries()) add(match.message.means, at === 0 ? 1 : 0.3, match);
  if (grounds.size > 0) return grounds;
  add(BY_STATUS[answer?.status ?? 0] ?? unknownTo(evidence), 1);
  if (isElsewhere(evidence)) add({ 'authorization-missing': 8 }, 1);
  const isUnseen = evidence.token === undefined && evidence.credentials === undefined;
  if (isUnseen) add(scaled({ ...NOTHING_ARRIVED, ...NO_JWT }, 0.5), 1);
  return grounds;
}

function unknownTo({ profile, expected }: Evidence): Means {
  if (profile.isGeneral === true || expected !== undefined) return UNKNOWN;
  const { 'kid-unknown': kid, ...others } = UNKNOWN_OF_PROVIDER;
  return profile.header.some(({ name }) => name === 'kid') ? { ...others, 'kid-unknown': kid ?? 0 } : others;
}

/** Causes of a bad signature that speak of key pairs which a provider keeps for applications. */
const PROVIDERS_OWN: ReadonlySet<string> = new Set(
  CAUSES.filter(({ stage, needs }) => stage === 'signature' && needs.includes('registry')).map(({ id }) => id),
);

/** By the rules of every JWT nobody keeps applications, unless a provider is heard to speak. */
function isNobodys({ profile }: Evidence, match: SaidMatch | undefined): boolean {
  return profile.id === 'jwt' && match?.product.profile === undefined;
}

function asGrounds(means: Means): Map<CauseId, Ground> {
  return new Map((Object.entries(means) as [CauseId, number][]).map(([cause, weight]) => [cause, { weight }]));
}

function weighed(
  grounds: ReadonlyMap<CauseId, Ground>,
  evidence: Evidence,
  checks: readonly Check[],
  isLast = false,
): (readonly [Cause, Ground])[] {
  const left = CAUSES.flatMap((cause) => {
    const ground = grounds.get(cause.id);
    const share = isLast ? 1 : shareLeft(cause, evidence, checks);
    return ground === undefined || share === 0 ? [] : [[cause, { ...ground, weight: ground.weight * share }] as const];
  });
  return left.sort(([, one], [, other]) => other.weight - one.weight);
}

function becauseOf({ match }: Ground, { id }: Cause, isFirst: boolean, checks: readonly Check[]): string {
  if (match !== undefined) {
    const { product, message } = match;
    const states = [...statesOf(match), ...oddOf(match)];
    const often = oftenOf(product, isFirst);
    return [isFirst && message.note !== undefined ? message.note : often, ...states].join('; ');
  }
  const check = checks.find(({ cause }) => cause === id);
  return check?.result === 'cannot-tell'
    ? 'not checked: what it needs was not given'
    : 'nothing known speaks against it';
}

function oftenOf({ name, isCommonWords }: SaidMatch['product'], isFirst: boolean): string {
  if (isCommonWords) return isFirst ? 'these words usually mean it' : 'these words can mean it too';
  return isFirst ? `${name} usually says this for it` : `${name} says this for it too`;
}
