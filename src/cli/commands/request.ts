import { diagnose } from '../../core/diagnosis/diagnose.ts';
import type { RegistryEvidence } from '../../core/evidence/evidence.ts';
import type { Input } from '../../core/evidence/input.ts';
import type { Report } from '../../core/evidence/report.ts';
import { withheldTarget } from '../../core/observe/withheld.ts';
import { renderReport } from '../../core/prose/report.ts';
import { visible } from '../../core/prose/visible.ts';
import type { HeaderField } from '../../core/request/field.ts';
import type { ClientSettings } from '../../options/options.ts';
import { defineCommand } from '../command/command.ts';
import { readTextArgument, readTextFile } from '../input/text-argument.ts';
import { type Exchange, exchange, NoAnswer, type Outgoing } from '../request/exchange.ts';
import { CLIENT, clientOf } from '../server/client.ts';
import { askRegistry } from '../server/registry.ts';
import { EXIT, Failure, usage } from '../terminal/failure.ts';
import { withNames } from '../terminal/filled-command.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { freshToken } from './mint.ts';

export const request = defineCommand({
  name: 'request',
  about: [
    'The response is printed on stdout, everything else on stderr. Redirects are followed and reported; the Authorization header is not sent to another origin. On 401 and 403 the doctor checks the exchange: request, redirects, Date and text of the response, and the key that signed.',
  ],
  args: [
    { name: 'METHOD', brief: 'GET, POST, …' },
    { name: 'URL', brief: 'the URL to send it to' },
  ],
  flags: {
    header: { value: 'LINE', many: true, short: 'H', brief: 'A header line, `Name: value`.' },
    data: { value: 'TEXT', short: 'd', brief: 'The body: text, @FILE or -; JSON unless a Content-Type is given.' },
    token: { value: 'TOKEN', brief: 'A token to send instead of a fresh one: text, -, env:NAME or @FILE.' },
    sub: { value: 'SUBJECT', brief: 'The sub claim of the fresh token.' },
  },
  options: ['applicationId', 'privateKey', 'passphrase', 'ttlSeconds', ...CLIENT],
  examples: [
    'mintmark request GET http://127.0.0.1:4401/v1/users --app 7c9e6679-7425-40de-944b-e07fc1f90ae7 --key private.key',
    `mintmark request POST https://api.nexmo.com/v1/calls -d '{"to":[]}'`,
    'mintmark request GET https://api.nexmo.com/v1/calls --token "$TOKEN"',
  ],
  async run(call) {
    const { args, flags, settings, json, terminal } = call;
    const url = readUrl(args[1] ?? '');
    const method = readMethod(args[0] ?? '');
    const given = flags.header.map(readHeader);
    const has = (name: string) => given.some(([own]) => own.toLowerCase() === name);
    const body = flags.data === undefined ? undefined : readBody(flags.data);
    const signed =
      flags.token === undefined && !has('authorization')
        ? await freshToken(call, flags.sub === undefined ? {} : { sub: flags.sub })
        : undefined;
    const token = flags.token === undefined ? signed?.token : readTextArgument(flags.token, '--token');
    const fields: HeaderField[] = [
      ...(token === undefined ? [] : [['Authorization', `Bearer ${token}`] as const]),
      ...(body === undefined || has('content-type') ? [] : [['Content-Type', 'application/json'] as const]),
      ...given,
    ];
    const sent: Outgoing = { method, url, fields, ...(body !== undefined && { body }) };
    const done = await send(sent, settings.timeoutSeconds, terminal);
    if (done instanceof NoAnswer) return unanswered(done, json, terminal);
    const { status } = done.response;
    const isRejected = status === 401 || status === 403;
    const evidence = isRejected ? exchangeInput(done, signed?.key.text, await registryOf(done, settings)) : undefined;
    const names = { key: signed?.key.name, app: settings.applicationId };
    const report = evidence && withNames(diagnose(evidence), names);
    show(done, report, token, json, terminal);
    return isRejected ? EXIT.found : status < 400 ? EXIT.fine : EXIT.server;
  },
});

async function send(sent: Outgoing, timeoutSeconds: number, terminal: Terminal): Promise<Exchange | NoAnswer> {
  try {
    return await exchange(sent, timeoutSeconds, ({ status, location }, next, dropped) => {
      terminal.say(`${status}  redirected to ${visible(withheldTarget(location))}, requested with ${next.method}`);
      if (dropped) terminal.say(`     Authorization is not sent there: ${visible(next.url.origin)} is another origin`);
    });
  } catch (error) {
    if (error instanceof NoAnswer) return error;
    throw error;
  }
}

/** The exchange as evidence: the clock of the sender is this one, that of the verifier the Date of the answer. */
export function exchangeInput(
  { sent, sentAt, response, redirects }: Exchange,
  key: string | Uint8Array | undefined,
  registry?: RegistryEvidence,
): Input {
  const { status, fields, body } = response;
  return {
    clientNow: Math.floor(sentAt),
    // A second is as fine as a Date is: without one, the two clocks are taken to agree.
    ...(!fields.some(([name]) => name === 'date') && { now: Math.floor(sentAt) }),
    request: requestOf(sent),
    response: { status, fields, body: new TextDecoder().decode(body.subarray(0, 65_536)) },
    ...(redirects.length > 0 && { redirects }),
    ...(key !== undefined && { key }),
    ...(registry !== undefined && { registry }),
  };
}

function requestOf({ method, url, fields, body }: Outgoing): NonNullable<Input['request']> {
  const target = url.pathname + url.search;
  return { method, target, fields: [['Host', url.host], ...fields], ...(body !== undefined && { body }) };
}

/** The account's own server tells what it knows of the application; any other has nothing to say to us. */
async function registryOf(
  { sent }: Exchange,
  settings: Pick<ClientSettings, 'url' | 'apiKey' | 'apiSecret' | 'timeoutSeconds' | 'applicationId'>,
): Promise<RegistryEvidence | undefined> {
  const { url, apiKey, apiSecret, timeoutSeconds, applicationId } = settings;
  if (apiKey === undefined || apiSecret === undefined || applicationId === undefined) return undefined;
  if (new URL(url).origin !== sent.url.origin) return undefined;
  try {
    return await askRegistry(clientOf({ url, apiKey, apiSecret, timeoutSeconds }), applicationId);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

function show(
  done: Exchange,
  report: Report | undefined,
  token: string | undefined,
  json: boolean,
  terminal: Terminal,
): void {
  const { sent, response, milliseconds, redirects } = done;
  const text = new TextDecoder().decode(response.body);
  if (json) {
    const { status, fields } = response;
    const hops = redirects.map(({ url, status: hop, location }) => ({
      url: withheldTarget(url),
      status: hop,
      location: withheldTarget(location),
    }));
    terminal.json({
      url: withheldTarget(sent.url.href),
      status,
      fields,
      body: text,
      redirects: hops,
      report: report ?? null,
    });
    return;
  }
  const took = `${Math.round(milliseconds)} ms`;
  const colour = response.status < 400 ? 'good' : 'fault';
  const line = `${response.status} ${response.reason}`.trim();
  terminal.say(
    `${terminal.err.paint(visible(line), colour)}  ${sent.method} ${visible(withheldTarget(sent.url.href))}  ${took}`,
  );
  if (text !== '') terminal.data(text.replace(/\n$/, ''));
  if (report !== undefined) terminal.say(`\n${renderReport(report, token, terminal.err)}`);
}

function unanswered({ sent, message }: NoAnswer, json: boolean, terminal: Terminal) {
  // Nobody has judged the request: only what kept it from being answered counts.
  const report = diagnose({ failure: message });
  if (json) terminal.json({ url: withheldTarget(sent.url.href), status: null, failure: message, report });
  else {
    terminal.say(`No response  ${sent.method} ${visible(withheldTarget(sent.url.href))}  ${visible(message)}`);
    if (report.findings.length > 0) terminal.say(`\n${renderReport(report, undefined, terminal.err)}`);
  }
  return EXIT.server;
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url;
  throw usage(
    'URL has to be an http or https URL without a user name in it',
    'For example https://api.nexmo.com/v1/calls',
  );
}

function readMethod(text: string): string {
  if (/^[A-Za-z]{3,20}$/.test(text)) return text.toUpperCase();
  throw usage('METHOD has to be a word such as GET or POST', 'For example: mintmark request GET URL');
}

function readHeader(line: string): HeaderField {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:[ \t]*([^\r\n\0]*?)[ \t]*$/.exec(line) ?? [];
  if (name === undefined || value === undefined)
    throw usage('--header takes a line such as "Accept: application/json"');
  return [name, value];
}

function readBody(argument: string): string {
  if (argument === '-') return readTextFile('-', '--data');
  return argument.startsWith('@') ? readTextFile(argument.slice(1), '--data') : argument;
}
