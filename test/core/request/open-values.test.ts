import { describe, expect, test } from 'vitest';
import { requestInput } from '../../../src/core/observe/request-input.ts';
import { readAnything } from '../../../src/core/request/captures/read-anything.ts';
import { kit } from '../../support/kit.ts';

const token = kit.mint();
const url = 'https://api.example.com/v1/orders';

function only(text: string) {
  const read = readAnything(text);
  if (read.kind !== 'requests') throw new Error(`read as ${read.kind}`);
  const [request] = read.requests;
  if (request === undefined) throw new Error('no request');
  return request;
}

describe('what the text only refers to is no token', () => {
  test.each([
    [`curl -H "Authorization: Bearer $TOKEN" ${url}`, '$TOKEN'],
    [`curl -H "Authorization: Bearer \${TOKEN}" ${url}`, '${TOKEN}'],
    [`curl -H "Authorization: Bearer $(cat token.txt)" ${url}`, '$(cat token.txt)'],
    [`curl -H "Authorization: Bearer \${{ secrets.TOKEN }}" ${url}`, '${{ secrets.TOKEN }}'],
    [`curl --oauth2-bearer "$TOKEN" ${url}`, '$TOKEN'],
    [`curl -H "Authorization: Bearer %TOKEN%" ^\n ${url}`, '%TOKEN%'],
    [`irm ${url} -Headers @{ Authorization = "Bearer $token" }`, '$token'],
    [`irm ${url} -Headers @{ Authorization = "Bearer $env:TOKEN" }`, '$env:TOKEN'],
    [`irm ${url} -Authentication Bearer -Token $secure`, '$secure'],
    [`fetch('${url}', { headers: { Authorization: 'Bearer ' + token } })`, 'token'],
    [`fetch('${url}', { headers: { Authorization: \`Bearer \${token}\` } })`, '${token}'],
    [`requests.get('${url}', headers={'Authorization': f'Bearer {token}'})`, '{token}'],
    [`requests.get('${url}', headers={'Authorization': 'Bearer {}'.format(token)})`, 'token'],
    [`requests.get('${url}', headers={'Authorization': 'Bearer %s' % token})`, 'token'],
    [`$c = curl_init('${url}'); $h = ['Authorization' => 'Bearer ' . $token];`, '$token'],
    [`request["Authorization"] = "Bearer #{token}"`, '#{token}'],
  ])('%s', (text, open) => {
    const request = only(text);
    expect(request.unread).toContain(open);
    const input = requestInput(request);
    expect([input.token, input.authorization, input.request?.fields]).toEqual([undefined, undefined, undefined]);
  });

  test('single quotes keep a shell and PowerShell from putting it in: that is what is sent', () => {
    for (const text of [
      `curl -H 'Authorization: Bearer $TOKEN' ${url}`,
      `irm ${url} -Headers @{ Authorization = 'Bearer $TOKEN' }`,
    ])
      expect(requestInput(only(text)).request?.fields).toContainEqual(['Authorization', 'Bearer $TOKEN']);
  });
});

test('what is wrong before the value is wrong whatever it is', () => {
  const request = only(`curl -H "Authorization: Bearer$(cat token.txt)" ${url}`);
  expect(requestInput(request).request?.fields).toContainEqual(['Authorization', 'Bearer$(cat token.txt)']);
});

describe('a value that a program puts together of what is there', () => {
  test.each([
    `fetch('${url}', { headers: { Authorization: \`Bearer ${token}\` } })`,
    `requests.get('${url}', headers={"Authorization": f"Bearer ${token}"})`,
    `axios.get('${url}', { headers: { Authorization: 'Bearer ' + '${token}' } })`,
    `HttpRequest.newBuilder().header("Authorization", "Bearer " + "${token}")`,
    `irm ${url} -H @{ Authorization = "Bearer ${token}" }`,
    `irm ${url} -Authentication Bearer -Token (ConvertTo-SecureString '${token}' -AsPlainText)`,
    `$t = ConvertTo-SecureString '${token}' -AsPlainText -Force\nirm ${url} -Authentication Bearer -Token $t`,
  ])('%s', (text) => {
    expect(requestInput(only(text)).request?.fields).toContainEqual(['Authorization', `Bearer ${token}`]);
  });

  test('a variable beside the token that the text holds', () => {
    const text = `const token = '${token}';\nfetch('${url}', { headers: { Authorization: 'Bearer ' + token } })`;
    expect(requestInput(only(text)).token).toBe(token);
  });
});
