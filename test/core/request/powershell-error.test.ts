import { describe, expect, test } from 'vitest';
import { requestInput } from '../../../src/core/observe/request-input.ts';
import { readAnything } from '../../../src/core/request/captures/read-anything.ts';

const URL = 'https://api.nexmo.com/v1/calls';
const behind = (command: string) => `Invoke-RestMethod : The remote server returned an error: (401) Unauthorized.
At line:1 char:1
+ ${command}
+ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
    + CategoryInfo          : InvalidOperation: (System.Net.HttpWebRequest:HttpWebRequest) [Invoke-RestMethod], WebException
    + FullyQualifiedErrorId : WebCmdletWebResponseException,Microsoft.PowerShell.Commands.InvokeRestMethodCommand
`;
const seven = (command: string) => `Invoke-WebRequest:
Line |
   1 |  ${command}
     |  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
     | Response status code does not indicate success: 401 (Unauthorized).
`;

function only(text: string) {
  const read = readAnything(text);
  if (read.kind !== 'requests') throw new Error(`read as ${read.kind}`);
  expect(read.requests).toHaveLength(1);
  return read.requests[0] as (typeof read.requests)[number];
}

describe('an error record of PowerShell', () => {
  test.each([
    ['Windows PowerShell', behind],
    ['PowerShell 7', seven],
  ])('%s, with the whole command', (_, record) => {
    const request = only(
      record(`Invoke-RestMethod -Uri "${URL}" -Method Post -Headers @{ Authorization = "Bearer a.b.c" }`),
    );
    expect(request).toMatchObject({ method: 'POST', target: '/v1/calls', response: { status: 401 } });
    expect(request.fields).toContainEqual(['Authorization', 'Bearer a.b.c']);
  });

  test.each([
    ['Windows PowerShell', behind],
    ['PowerShell 7', seven],
  ])('%s, cut short: what was cut off proves nothing', (_, record) => {
    const request = only(record(`Invoke-RestMethod -Method Post -Uri "${URL}" -Headers @{ Autho ...`));
    expect(request).toMatchObject({ method: 'POST', target: '/v1/calls', url: URL, response: { status: 401 } });
    expect(request.unread?.join()).toContain('cut off');
    expect(requestInput(request).request?.fields).toBeUndefined();
  });
});
