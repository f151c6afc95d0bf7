import type { Profile } from '../../core/claims/profile.ts';
import { profileById } from '../../core/claims/profiles/index.ts';
import type { Input } from '../../core/evidence/input.ts';
import type { KeySet } from '../../core/keys/key-set.ts';
import { chooseRules } from '../../core/observe/choose-rules.ts';
import { type Pasted, type ReportPlace, readPasted, wordsFor } from '../../core/observe/read-pasted.ts';
import { firstRejected, judgedElsewhere, requestInput } from '../../core/observe/request-input.ts';
import { readAnswer } from '../../core/request/captures/answer.ts';
import type { RawResponse } from '../../core/request/captures/raw-http.ts';
import { withoutName } from '../../core/request/captures/read-anything.ts';
import type { RequestReading } from '../../core/request/captures/reading.ts';
import { parseHttpDate } from '../../core/request/http-date.ts';
import type { AllSettings } from '../../options/options.ts';
import type { Sources } from '../command/settings.ts';
import { usage } from '../terminal/failure.ts';
import { withKeySets } from './check-signature.ts';
import type { Expectations } from './expectations.ts';
import { readKeyArgument } from './key-argument.ts';
import { keyIdIn, unreadableKeyFile } from './key-file.ts';
import { readProfileArgument } from './profile-argument.ts';
import { type PublicKeys, readPublicKeys, withPublicKey } from './public-key.ts';
import { type RequestFile, readRequestFile } from './request-file.ts';
import { readSaidArgument } from './said-argument.ts';
import { isFileName, readTextArgument, readTextFile, readTokenArgument } from './text-argument.ts';
import { keyInYamlText } from './yaml-key.ts';

interface RuleSettings {
  readonly settings: Pick<AllSettings, 'profile' | 'skewSeconds'>;
  readonly sources: Sources;
}

/** The flags of the doctor that are evidence, as text. */
export interface EvidenceFlags {
  readonly token: string | undefined;
  readonly header: string | undefined;
  readonly request: string | undefined;
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly key: string | undefined;
  readonly public: string | undefined;
  readonly now: string | undefined;
  readonly serverDate: string | undefined;
  readonly clientNow: string | undefined;
  readonly response: string | undefined;
  readonly said?: string | undefined;
  /** What was piped in where nothing was given: read like the token, and never as the name of something. */
  readonly piped?: string | undefined;
}

export interface EvidenceGiven {
  /** Of the request to judge: the first one that was refused, where there are several. */
  readonly input: Input;
  readonly request?: RequestReading;
  /** The file that stands in the place of the token, without `@`. */
  readonly file?: string;
  /** The key sets that the token is verified with, the newest last. */
  readonly sets: readonly KeySet[];
  /** What was taken off the text in the place of the token before it was read, in words. */
  readonly freed: readonly string[];
  /** What the text in the place of the token was read as, in words. */
  readonly as?: string;
  /** The report that this text names. */
  readonly report?: ReportPlace;
  /** Where the token stands that is judged, if the request has no Authorization header. */
  readonly elsewhere?: string;
  /** Each request of the file, with its evidence. */
  readonly all: readonly { readonly request: RequestReading; readonly input: Input }[];
}

/** Whose rules hold and how far clocks may differ, where somebody said so: else the evidence and the profile tell. */
export interface RulesAsked {
  readonly profile?: Profile;
  readonly skewSeconds?: number;
}

export function rulesAsked({ settings, sources }: RuleSettings): RulesAsked {
  const isAsked = (name: 'profile' | 'skewSeconds') => sources.read(name).source !== 'default';
  return {
    ...(isAsked('profile') && { profile: readProfileArgument(settings.profile) }),
    ...(isAsked('skewSeconds') && { skewSeconds: settings.skewSeconds }),
  };
}

/**
 * Reads the evidence that was handed over. @throws Failure (usage) that names the flag and what was expected.
 * @param offsetSeconds by which the verifier's clock was measured to be ahead of this one, which then is the sender's
 */
export function readEvidence(
  flags: EvidenceFlags,
  { profile, skewSeconds }: RulesAsked,
  offsetSeconds?: number,
  expectations?: Expectations,
): EvidenceGiven {
  const inputs = Object.entries(flags).filter(([, value]) => value === '-');
  if (inputs.length > 1)
    throw usage(`Only one of ${inputs.map(([name]) => `--${name}`).join(' and ')} can be - `.trimEnd());
  const pasted = pastedIn(flags);
  const held = flags.request === undefined ? requestsIn(pasted) : readRequestFile(flags.request, '--request');
  const given = { ...readGiven(flags, pasted), ...(skewSeconds !== undefined && { skewSeconds }) };
  const publicKeys = flags.public === undefined ? undefined : readPublicKeys(flags.public);
  const expecting = withExpectations(profile, expectations, publicKeys);
  const line = readRequestLine(flags);
  const inputOf = (read: Input) => {
    return expecting(withClock(merge(read, given, line), offsetSeconds));
  };
  const told = {
    ...(flags.token !== undefined && isFileName(flags.token) && { file: flags.token }),
    sets: publicKeys === undefined ? (expectations?.sets ?? []) : typeof publicKeys === 'string' ? [] : [publicKeys],
    freed: pasted?.freed ?? [],
    ...(pasted?.report && { report: pasted.report }),
    ...(pasted && { as: wordsFor(pasted) }),
  };
  if (held?.input !== undefined) return { input: inputOf(held.input), ...told, all: [] };
  const all = (held?.requests ?? []).map((request) => ({
    request,
    input: inputOf(requestInput(request, profile?.id)),
  }));
  const request = firstRejected(held?.requests ?? []);
  if (request === undefined) return { input: inputOf({}), ...told, all };
  const elsewhere = judgedElsewhere(request, profile?.id)?.place ?? request.tokenIn;
  const as = wordsFor({ kind: 'requests', requests: [request], freed: [] }, request);
  const input = inputOf(requestInput(request, profile?.id));
  return { input, request, ...told, as, ...(elsewhere && { elsewhere }), all };
}

/** Puts to an input whose rules were asked for, what the verifier expects, and what it verifies with. */
export function withExpectations(
  profile: Profile | undefined,
  expectations: Expectations | undefined,
  publicKeys: PublicKeys | undefined,
): (input: Input) => Input {
  return (input) => {
    const judged = { ...input, ...(profile && askedFor(profile)), ...expectations?.input };
    const whole = profile === undefined && expectations?.isGiven === true ? withOwnRules(judged) : judged;
    const timed = withIssuersClock(whole, expectations?.clockAhead);
    const held = expectations?.sets.length ? withKeySets(timed, expectations.sets) : timed;
    return publicKeys === undefined ? held : withPublicKey(held, publicKeys);
  };
}

/** Where nobody gave a time, the machine that has the keys tells that of the side that signs. */
function withIssuersClock(input: Input, clockAhead: number | undefined): Input {
  if (clockAhead === undefined || input.isOwnClock !== true || input.now === undefined) return input;
  return { clientNow: input.now + clockAhead, ...input };
}

/** Rules that a person asked for, by name or in a file. */
export function askedFor(profile: Profile): Pick<Input, 'profile' | 'because'> {
  const isBuiltIn = profileById(profile.id) === profile;
  return isBuiltIn ? { profile: profile.id } : { profile, because: `you gave the profile ${profile.id}` };
}

/** An issuer, an audience or a key set of one's own is no provider's: the rules of every JWT, and what is expected. */
function withOwnRules(input: Input): Input {
  const { chosenBy } = chooseRules(input);
  if (chosenBy === 'registry' || chosenBy === 'host') return input;
  return { ...input, profile: 'jwt', because: 'you said what is expected' };
}

/** What the flags say, without the request itself: it outranks what a file says. */
function readGiven(flags: EvidenceFlags, pasted: Pasted | undefined): Input {
  const response = flags.response === undefined ? undefined : readResponse(flags.response);
  const serverDate = flags.serverDate === undefined ? undefined : readDate(flags.serverDate);
  const now = readTime(flags.now, '--now');
  const clientNow = readTime(flags.clientNow, '--client-now');
  return {
    ...(now !== undefined && { now }),
    ...(clientNow !== undefined && { clientNow }),
    ...(serverDate !== undefined && { serverDate }),
    ...readCredentials(flags, pasted),
    ...(pasted?.kind === 'key' && { key: pasted.key }),
    ...(pasted?.kind === 'said' && { said: pasted.said }),
    ...(pasted?.kind === 'answer' && { response: pasted.response }),
    ...(flags.said !== undefined && { said: readSaidArgument(flags.said) }),
    ...(response && { response }),
    ...(flags.key !== undefined && readKey(flags.key)),
  };
}

/** A key file that cannot be read is evidence as well. */
function readKey(argument: string): Pick<Input, 'key' | 'keyFile' | 'keyId'> {
  const keyFile = unreadableKeyFile(argument);
  if (keyFile !== undefined) return { keyFile };
  const { text, name } = readKeyArgument(argument, '--key');
  const keyId = keyIdIn(name);
  return { key: text, ...(keyId !== undefined && { keyId }) };
}

function merge(input: Input, given: Input, line: NonNullable<Input['request']>): Input {
  const request = { ...input.request, ...line };
  return { ...input, ...given, ...(Object.keys(request).length > 0 && { request }) };
}

/** Without the time of the answer, the verifier's clock is the one that was measured, or is taken for this one. */
function withClock(input: Input, offsetSeconds: number | undefined): Input {
  const isDated =
    input.serverDate !== undefined || input.response?.fields?.some(([name]) => name.toLowerCase() === 'date');
  if (input.now !== undefined || isDated) return input;
  const here = Date.now() / 1000;
  if (offsetSeconds === undefined) return { ...input, now: Math.floor(here), isOwnClock: true };
  return { clientNow: Math.floor(here), ...input, now: Math.floor(here + offsetSeconds) };
}

/** What stands in the place of the token, whatever it is; text for what was only said. @throws Failure (usage) where it is empty. */
function pastedIn({ token, piped, said, request, header }: EvidenceFlags): Pasted | undefined {
  if (token === undefined && piped !== undefined) return readHere(piped);
  if (token === undefined) {
    // A message may hold the request that it is about.
    const told = said === undefined || request !== undefined || header !== undefined ? undefined : readPasted(said);
    return told?.kind === 'requests' ? told : undefined;
  }
  const text = readTokenArgument(token);
  if (text.trim() === '')
    throw usage('TOKEN is empty: is the variable set?', 'Expected a token, a header or a request');
  return readHere(text);
}

/** A key in YAML is what YAML says, and the library for that is not part of the core. */
function readHere(text: string): Pasted {
  const inYaml = keyInYamlText(text);
  return inYaml ? { kind: 'key', key: inYaml.value, freed: ['the YAML around the key'] } : readPasted(text);
}

function requestsIn(pasted: Pasted | undefined): RequestFile | undefined {
  if (pasted?.kind === 'evidence') return { requests: [], input: pasted.input };
  return pasted?.kind === 'requests' ? { requests: pasted.requests } : undefined;
}

/** A whole Authorization value in the place of the token is taken for what it is. */
function readCredentials(
  { header, request }: EvidenceFlags,
  pasted: Pasted | undefined,
): Pick<Input, 'token' | 'authorization'> {
  const authorization = header === undefined ? undefined : withoutName(readTextArgument(header, '--header'));
  const token =
    pasted?.kind === 'token' ? pasted.token : pasted?.kind === 'evidence-with-fault' ? pasted.text : undefined;
  if (token !== undefined) return { token, ...(authorization !== undefined && { authorization }) };
  if (pasted?.kind === 'authorization') {
    return authorization === undefined
      ? { authorization: pasted.authorization }
      : { token: pasted.authorization, authorization };
  }
  if (pasted?.kind === 'requests' && request !== undefined)
    throw usage('The request is given twice: as TOKEN and as --request');
  return authorization === undefined ? {} : { authorization };
}

function readRequestLine({ method, path }: EvidenceFlags): NonNullable<Input['request']> {
  return { ...(method !== undefined && { method }), ...(path !== undefined && { target: path }) };
}

function readResponse(file: string): RawResponse {
  const text = readTextFile(file, '--response');
  if (text.trim() === '') throw usage('--response is empty', 'Expected the answer as it came, or its body');
  return readAnswer(text);
}

function readDate(text: string): string | number {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (parseHttpDate(text) !== undefined) return text;
  throw usage(
    '--server-date is not an HTTP date',
    'Expected the Date header of the response: Tue, 24 Nov 2026 10:02:33 GMT',
  );
}

export function readTime(text: string | undefined, flag: string): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^-?\d{1,15}(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Math.abs(seconds) < 1e11) return seconds;
  throw usage(`${flag} takes seconds since 1970-01-01 UTC, such as ${Math.floor(Date.now() / 1000)}`);
}
