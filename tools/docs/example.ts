import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import type { Cause } from '../../src/core/evidence/cause.ts';
import type { Input } from '../../src/core/evidence/input.ts';
import type { Finding } from '../../src/core/evidence/report.ts';
import { renderReport } from '../../src/core/prose/report.ts';
import { type Answer, rejection, rejectionMembers } from '../../src/http/gate/answer.ts';
import { kit } from '../../test/support/kit.ts';

const SERVER = 'http://127.0.0.1:4401';
const SETTINGS = { realm: 'mintmark', helpBase: `${SERVER}/causes/`, reportBase: `${SERVER}/reports/` };
const REPORT_ID = '5b0a7a4e-6c0f-4a53-9d3c-2f3f0a0e7c11';

/** What the doctor and the gate say about the example of a cause: run, not remembered. */
export function exampleSection(cause: Cause): string {
  const input = cause.example(kit);
  const report = diagnose(input, SETTINGS.helpBase);
  return [
    '## Example',
    '`mintmark doctor` on such a request:',
    fence('text', renderReport(report, input.token)),
    ...gateSays(cause, input),
  ].join('\n\n');
}

/** The gate has the request, its own clock and the registry; not the sender's clock, key or logs. */
function gateSays(cause: Cause, { now, request, registry, replay }: Input): readonly string[] {
  const seen = compact({ now, request, registry, replay });
  const report = diagnose(seen, SETTINGS.helpBase);
  const [root, ...rest] = report.findings;
  if (root === undefined || root.severity === 'risk') return [];
  if (root.cause !== cause.id) {
    return [`The gate cannot tell it from the request alone: it answers [${root.cause}](${root.cause}.md).`];
  }
  const members = rejectionMembers({ finding: root, others: rest.filter(isFault) }, REPORT_ID, SETTINGS);
  return [
    cause.audience === 'caller' ? 'The gate answers:' : OWNER_ONLY,
    fence('http', answerText(rejection(members, SETTINGS))),
  ];
}

const isFault = ({ severity }: Finding) => severity === 'fault';

const OWNER_ONLY =
  'It needs the registry, so the anonymous caller is told only that the signature opens under no key of the application. The owner reads the rest by the id of the report. With `--explain=full`, for local work, the gate answers:';

function compact(input: { readonly [Name in keyof Input]: Input[Name] | undefined }): Input {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

function answerText({ status, headers, body }: Answer): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status}`, ...fields, '', JSON.stringify(JSON.parse(body), null, 2)].join('\n');
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}
