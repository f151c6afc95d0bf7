import { visible } from '../../../core/prose/visible.ts';
import { readClockUrl } from '../../clock/measure-clock.ts';
import { defineCommand } from '../../command/command.ts';
import type { Change, Product } from '../../gate-check/changes.ts';
import { checkGate, type GateCheck } from '../../gate-check/check-gate.ts';
import type { Row, Subject } from '../../gate-check/probe.ts';
import { readTextArgument } from '../../input/text-argument.ts';
import { EXIT, type ExitCode, usage } from '../../terminal/failure.ts';
import { table } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';

export const check = defineCommand({
  name: 'gate check',
  about: [
    'Sends requests to an API behind a proxy, as anybody outside could, and says which mistakes of the guide on proxies show: the gate is not asked for some spelling of a path, a header of the client chooses the method or the path that is judged, identity headers come through, the gate itself can be asked, a rejection is cached or lost its explanation. For each fault it says what to change in nginx, HAProxy, Caddy, Traefik and Envoy.',
    'At most 150 requests, one after another: GET, HEAD, OPTIONS and TRACE, which change nothing, and one CONNECT to the API itself. Best give a token whose acl allows GET on one path only, and a URL that answers with the headers it received. Exit code 1 where there is a fault, 3 where something could not be checked.',
  ],
  args: [{ name: 'URL', brief: 'the API from outside, with a path that the token may GET' }],
  flags: {
    token: { value: 'TOKEN', brief: 'A good token: @FILE, env:NAME, - or the text itself.' },
    path: { value: 'PATH', brief: 'The path that the token may GET, in place of the path of URL.' },
    forbiddenPath: { value: 'PATH', brief: 'A path that its acl does not allow; best one that is there.' },
  },
  options: ['timeoutSeconds'],
  examples: [
    'mintmark gate check https://api.example.com/v1/things',
    'mintmark gate check https://api.example.com/v1/echo --token @token.jwt --forbidden-path /v1/admin',
  ],
  async run({ args, flags, settings, json, terminal }) {
    const url = readClockUrl(args[0] ?? '', 'URL');
    const path = readPath(flags.path ?? url.pathname + url.search, '--path');
    const token = flags.token === undefined ? undefined : readToken(flags.token);
    const subject: Subject = {
      url,
      path,
      ...(token !== undefined && { token }),
      ...(flags.forbiddenPath !== undefined && { forbidden: readPath(flags.forbiddenPath, '--forbidden-path') }),
    };
    const { verdict, rows, product, requests } = await checkGate(subject, settings.timeoutSeconds);
    if (json) terminal.json({ verdict, url: url.origin, path, product, requests, rows });
    else show(rows, product, verdict, terminal);
    return EXIT_OF[verdict];
  },
});

const EXIT_OF: { readonly [verdict in GateCheck['verdict']]: ExitCode } = {
  ok: EXIT.fine,
  fault: EXIT.found,
  'cannot-tell': EXIT.cannotTell,
};

function show(rows: readonly Row[], product: Product | null, verdict: GateCheck['verdict'], terminal: Terminal): void {
  const colour = verdict === 'ok' ? 'good' : verdict === 'fault' ? 'fault' : 'unsure';
  const cells = rows.map(({ result, check: name, why }) => [result.replace('-', ' '), name, why]);
  terminal.data(
    [
      terminal.out.paint(verdict.replace('-', ' '), colour),
      table(['RESULT', 'CHECK', 'WHY'], cells, terminal.out),
    ].join('\n'),
  );
  for (const { check: name, change } of rows) {
    if (change !== null) terminal.data(`\n${name}; change:\n${changeLines(change, product)}`);
  }
}

/** Of a proxy that signs its answers, its own line alone. */
function changeLines(change: Change, product: Product | null): string {
  const all = Object.entries(change) as [Product, string][];
  const shown = all.filter(([name]) => product === null || name === product);
  return shown.map(([name, what]) => `  ${name.padEnd(8)} ${visible(what)}`).join('\n');
}

function readPath(text: string, what: string): string {
  if (/^\/[\x21-\x22\x24-\x7e]*$/.test(text)) return text;
  throw usage(`${what} has to begin with / and to hold visible ASCII characters without #`, 'For example /v1/things');
}

function readToken(argument: string): string {
  const token = readTextArgument(argument, '--token').trim();
  if (/^[\w.~+/=-]+$/.test(token)) return token;
  throw usage('--token holds characters that no token has', 'Give the token alone, without "Bearer"');
}
