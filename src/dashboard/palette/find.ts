import type { HelpIndex } from '../../help/help-index.ts';
import { searchHelp } from '../../help/search.ts';
import { isSafeInAddress } from '../browser/pasted.ts';
import { addressOf, KIND_NAMES } from '../parts/help-address.ts';
import { send } from '../server/api.ts';
import { useAsked } from '../server/asked.ts';
import { openHelp } from '../server/help.ts';
import { ApiProblem } from '../server/problem.ts';
import { type Choice, type Group, placesFor } from './choices.ts';
import { type Destination, looksPasted } from './destination.ts';

const LISTED = 6;

/** What a text leads to, the surest first; `isBusy` while the server or the index is still asked. */
export interface Found {
  readonly groups: readonly Group[];
  readonly isBusy: boolean;
  /** Why a part is missing. */
  readonly problem?: string;
}

export function useFound(text: string, isSignedIn: boolean): Found {
  const isPasted = looksPasted(text);
  const help = useAsked('help', openHelp);
  const pasted = useAsked(isPasted ? `pasted ${text}` : undefined, (signal) => pastedChoices(text, isSignedIn, signal));
  const isSearch = isSignedIn && !isPasted && text.trim().length > 1;
  const applications = useAsked(isSearch ? text.trim() : undefined, (signal) => applicationChoices(text, signal));
  // The words of a token or a key say nothing; those of a message that was pasted do.
  const isRead = isPasted && (pasted.isBusy || (pasted.value ?? []).length > 0);
  const path = /^\/\S+$/.exec(text.trim())?.[0];
  const groups: readonly Group[] = [
    { name: 'What was pasted', choices: isPasted ? (pasted.value ?? []) : [] },
    { name: 'Pages', choices: isPasted ? [] : placesFor(text, isSignedIn) },
    { name: 'Applications', choices: isSearch ? (applications.value ?? []) : [] },
    { name: 'Requests', choices: path !== undefined && isSignedIn ? [requestsWith('path', path)] : [] },
    { name: 'Help', choices: help.value === undefined || isRead ? [] : helpChoices(help.value, text) },
  ].filter(({ choices }) => choices.length > 0);
  const failed = [help, pasted, applications].find(({ problem }) => problem !== undefined)?.problem;
  return {
    groups,
    isBusy: [help, pasted, applications].some(({ isBusy }) => isBusy),
    ...(failed !== undefined && { problem: failed }),
  };
}

function helpChoices(index: HelpIndex, text: string): readonly Choice[] {
  const hits = searchHelp(index, text, LISTED);
  const choices = hits.map((hit): Choice => {
    const { kind, id, title } = hit.entry;
    return { id: `${kind} ${id}`, title, note: KIND_NAMES[kind], href: addressOf(hit.entry), hit };
  });
  if (hits.length < LISTED || !isSafeInAddress(text)) return choices;
  const all = {
    id: 'all',
    title: 'Everything that the help has on it',
    href: `/help?${new URLSearchParams({ q: text })}`,
  };
  return [...choices, all];
}

async function applicationChoices(text: string, signal: AbortSignal): Promise<readonly Choice[]> {
  const query = { search: text.trim(), limit: LISTED };
  const { value } = await send('GET /dashboard-api/applications', { query, signal });
  return value.applications.map(({ id, name }) => ({
    id: `application ${id}`,
    title: name,
    note: id,
    href: `/applications/${encodeURIComponent(id)}`,
  }));
}

async function pastedChoices(text: string, isSignedIn: boolean, signal: AbortSignal): Promise<readonly Choice[]> {
  const { destinationsOf } = await import('./read-destinations.ts');
  const found = await Promise.all(
    destinationsOf(text).map((destination) => choicesOf(destination, text, isSignedIn, signal)),
  );
  return found.flat();
}

async function choicesOf(
  destination: Destination,
  text: string,
  isSignedIn: boolean,
  signal: AbortSignal,
): Promise<readonly Choice[]> {
  if (destination.kind === 'evidence') {
    const title = `Open ${destination.what} in the debugger`;
    return [{ id: 'debugger', title, note: 'it stays in this tab', href: '/debugger', takes: text }];
  }
  if (!isSignedIn) return [];
  if (destination.kind === 'report') return [report(destination.id)];
  const asked = destination.kind === 'id' ? destination.id : destination.fingerprint;
  if (destination.kind === 'fingerprint') return keyChoices(asked, signal);
  const [application, isRequest] = await Promise.all([applicationChoices(asked, signal), hasRequest(asked, signal)]);
  return [
    ...application,
    ...(isRequest ? [report(asked)] : []),
    ...(asked.includes('-') && !isRequest ? [requestsWith('jti', asked)] : []),
  ];
}

/** The applications that have a key, each with its page. */
async function keyChoices(fingerprint: string, signal: AbortSignal): Promise<readonly Choice[]> {
  const { value } = await send('GET /dashboard-api/applications/by-key', { query: { fingerprint }, signal });
  return value.keys.map(({ application_id: id, application_name: name, state }) => ({
    id: `key of ${id} ${state}`,
    title: name,
    note: `has this key: ${state}`,
    href: `/applications/${encodeURIComponent(id)}`,
  }));
}

const report = (id: string): Choice => ({
  id: `request ${id}`,
  title: `Request ${id}`,
  note: 'why it was accepted or rejected',
  href: `/requests/${encodeURIComponent(id)}`,
});

const REQUESTS_BY = {
  path: 'Requests to paths with',
  key: 'Requests signed by',
  jti: 'Requests whose token has the jti',
};

function requestsWith(name: keyof typeof REQUESTS_BY, value: string): Choice {
  return {
    id: `requests ${name}`,
    title: `${REQUESTS_BY[name]} ${value}`,
    href: `/requests?${new URLSearchParams({ [name]: value })}`,
  };
}

/** Whether the log has a request of this id, or a report. */
async function hasRequest(id: string, signal: AbortSignal): Promise<boolean> {
  const asked = await Promise.allSettled([
    send('GET /reports/:id', { params: { id }, signal }),
    send('GET /request-log/:id', { params: { id }, signal }),
  ]);
  const isThere = asked.some(({ status }) => status === 'fulfilled');
  const failed = asked.find((one) => one.status === 'rejected' && !isAbsent(one.reason));
  // A server that did not answer has not said that there is none.
  if (!isThere && failed?.status === 'rejected') throw failed.reason;
  return isThere;
}

const isAbsent = (reason: unknown) => reason instanceof ApiProblem && reason.status === 404;
