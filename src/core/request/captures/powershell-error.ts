import { readPowershell } from './powershell.ts';
import { type RequestReading, splitUrl } from './reading.ts';

/** `At line:1 char:1`, `+ CategoryInfo`: Windows PowerShell; `Line |`: PowerShell 7. */
const RECORD = /^At [^\n]{1,400} char:\d+\r?$|^\s*\+ CategoryInfo\s*:|^Line \|\r?$/m;
/** The lines of the command, behind their mark. */
const COMMAND =
  /^(?:\+ (?!\s*(?:~|CategoryInfo|FullyQualifiedErrorId|PSComputerName))|\s{0,8}\d{1,5} \|\s{1,2})(.*)$/gm;
const STATUS = /\((\d{3})\)|does not indicate success: (\d{3})\b|\bHTTP (\d{3})\b/;
/** How PowerShell ends a line that it cut. */
const CUT = /\s(?:\.{3}|\u2026)\s*$/;

/**
 * The record that PowerShell prints for a request that failed: the command, often cut short, and the status. What was
 * cut off is left open. `undefined` for any other text.
 */
export function readPowershellError(text: string): RequestReading | undefined {
  if (!RECORD.test(text)) return undefined;
  const command = [...text.matchAll(COMMAND)].map(([, line = '']) => line.trimEnd()).join('\n');
  if (!/\b(?:invoke-\w+|irm|iwr|curl)/i.test(command)) return undefined;
  const found = STATUS.exec(text);
  const status = Number(found?.[1] ?? found?.[2] ?? found?.[3]);
  const response = { ...(status >= 100 && { status }), fields: [], body: text };
  const whole = CUT.test(command) ? undefined : readPowershell(command);
  const request = whole?.ok ? whole.requests[0] : undefined;
  if (request !== undefined) return { ...request, response };
  const split = splitUrl(/https?:\/\/[^\s"'`]+/.exec(command)?.[0] ?? '');
  const method = /-Method\s+["']?([a-z]{3,8})/i.exec(command)?.[1]?.toUpperCase();
  return {
    form: 'powershell',
    line: 1,
    ...(method !== undefined && { method }),
    ...(split !== undefined && { url: split.url, target: split.target }),
    unread: ['-Headers, which PowerShell cut off in its message'],
    response,
  };
}
