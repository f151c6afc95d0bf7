import { readFileSync } from 'node:fs';
import { visible } from '../../../core/prose/visible.ts';
import { readRawRequest } from '../../../core/request/captures/raw-http.ts';
import { defineCommand } from '../../command/command.ts';
import { readTime } from '../../input/doctor-input.ts';
import { readTextArgument } from '../../input/text-argument.ts';
import { EXIT, reasonOf, usage } from '../../terminal/failure.ts';
import { table } from '../../terminal/table.ts';
import type { Paper } from '../../terminal/terminal.ts';
import { verifyWebhook, type WebhookInput, type WebhookReport } from '../../webhook/verify-webhook.ts';

export const verify = defineCommand({
  name: 'webhook verify',
  about: [
    'Verifies a signed webhook: the HS256 token in its Authorization header, made with the signature secret of the account, and the hash in it of the raw body (or of the query of a GET). Says what is wrong, check by check. Nothing is sent anywhere.',
  ],
  args: [],
  flags: {
    request: { value: 'FILE', brief: 'The webhook as it came in, raw HTTP: headers and body; - is standard input.' },
    header: { value: 'VALUE', brief: 'The value of its Authorization header; or -, env:NAME, @FILE.' },
    body: { value: 'FILE', brief: 'Its raw body; - is standard input.' },
    query: { value: 'TEXT', brief: 'The query of a GET, as it came in.' },
    secret: {
      value: 'SECRET',
      brief: 'The signature secret: text, -, env:NAME or @FILE; VONAGE_SIGNATURE_SECRET by default.',
    },
    account: { value: 'API_KEY', brief: 'The API key that the webhook has to come from.' },
    app: { value: 'ID', brief: 'The application that it has to come from.' },
    now: { value: 'SECONDS', brief: 'The time at which it came in; this clock by default.' },
    maxAge: { value: 'SECONDS', brief: 'The greatest age that is accepted; any age by default.' },
  },
  options: ['skewSeconds'],
  examples: [
    'mintmark webhook verify --request webhook.http --secret env:VONAGE_SIGNATURE_SECRET',
    'mintmark webhook verify --header "$AUTHORIZATION" --body body.json --secret @secret.txt',
    "mintmark webhook verify --header @authorization.txt --query 'to=1415&from=1416' --secret @secret.txt",
  ],
  run({ flags, settings, json, terminal }) {
    const given = [flags.request, flags.header, flags.body, flags.secret].filter((value) => value === '-');
    if (given.length > 1) throw usage('Only one of --request, --header, --body and --secret can be -');
    const maxAgeSeconds = readTime(flags.maxAge, '--max-age');
    const report = verifyWebhook({
      ...readWebhook(flags),
      secret: readSecret(flags.secret),
      now: readTime(flags.now, '--now') ?? Math.floor(Date.now() / 1000),
      skewSeconds: settings.skewSeconds,
      ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
      ...(flags.account !== undefined && { apiKey: flags.account }),
      ...(flags.app !== undefined && { applicationId: flags.app }),
    });
    if (json) terminal.json(report);
    else terminal.data(drawReport(report, terminal.out));
    return { accepted: EXIT.fine, rejected: EXIT.found, 'cannot-tell': EXIT.cannotTell }[report.verdict];
  },
});

interface WebhookFlags {
  readonly request: string | undefined;
  readonly header: string | undefined;
  readonly body: string | undefined;
  readonly query: string | undefined;
}

function readWebhook({
  request,
  header,
  body,
  query,
}: WebhookFlags): Pick<WebhookInput, 'authorization' | 'body' | 'query'> {
  const authorization =
    header === undefined ? undefined : readTextArgument(header, '--header').replace(/^authorization[ \t]*:[ \t]*/i, '');
  const raw = request === undefined ? undefined : readRequest(readBytes(request, '--request'));
  if (raw === undefined && authorization === undefined) {
    throw usage(
      'There is no webhook to verify',
      'Give --request FILE, or --header VALUE with --body FILE or --query TEXT',
    );
  }
  const bytes = body === undefined ? raw?.body : readBytes(body, '--body');
  const asked = query ?? (bytes === undefined || bytes.length === 0 ? raw?.query : undefined);
  return {
    authorization: authorization ?? raw?.authorization ?? null,
    ...(asked !== undefined ? { query: asked.replace(/^\?/, '') } : bytes !== undefined && { body: bytes }),
  };
}

/** The body stays bytes: its hash is over them. */
function readRequest(bytes: Buffer) {
  const end = /\r?\n\r?\n/.exec(bytes.toString('latin1'));
  const head = readRawRequest(bytes.toString('utf8', 0, end?.index ?? bytes.length));
  if (head === undefined) {
    throw usage(
      '--request is not an HTTP request',
      'Expected a request line, header lines, an empty line and the body',
    );
  }
  const { method, target = '', fields } = head;
  const mark = target.indexOf('?');
  return {
    authorization: fields.find(([name]) => name.toLowerCase() === 'authorization')?.[1],
    query: method === 'GET' && mark !== -1 ? target.slice(mark + 1) : undefined,
    body: end === null ? undefined : bytes.subarray(end.index + end[0].length),
  };
}

function readBytes(path: string, what: string): Buffer {
  try {
    return readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    throw usage(`${what}: ${path === '-' ? 'standard input' : path} cannot be read: ${reasonOf(error)}`);
  }
}

function readSecret(argument: string | undefined): string {
  const secret =
    argument === undefined ? process.env['VONAGE_SIGNATURE_SECRET'] : readTextArgument(argument, '--secret');
  if (secret) return secret;
  throw usage('No signature secret is given', 'Give it: --secret env:NAME, --secret @FILE or VONAGE_SIGNATURE_SECRET');
}

const RESULT = { ok: 'ok', fault: 'fault', 'cannot-tell': 'cannot tell' } as const;

function drawReport({ verdict, checks }: WebhookReport, paper: Paper): string {
  const colour = verdict === 'accepted' ? 'good' : verdict === 'rejected' ? 'fault' : 'unsure';
  const rows = checks.map(({ what, result, reason }) => [RESULT[result], what, reason ?? '']);
  const told = checks.filter(({ why }) => why !== undefined);
  return [
    paper.paint(verdict.replace('-', ' '), colour),
    table(['RESULT', 'CHECK', 'REASON'], rows, paper),
    ...told.map(({ why = '', next }) =>
      [`\n${visible(why)}`, ...(next === undefined ? [] : [`  Next  ${next}`])].join('\n'),
    ),
  ].join('\n');
}
