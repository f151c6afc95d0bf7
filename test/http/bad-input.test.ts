import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Served, serve } from './serving.ts';

let server: Served;
let path: string;
beforeAll(async () => {
  server = await serve();
  path = `/v2/applications/${(await server.send('POST', '/v2/applications', { name: 'Kept' })).json.id}`;
});
afterAll(() => server.close());

const voice = (members: object) => ({ name: 'x', capabilities: { voice: members } });
const answerUrl = (members: object) => voice({ webhooks: { answer_url: members } });
const ANSWER_URL = 'capabilities.voice.webhooks.answer_url';

/** Body, member at fault, reason. */
const members: readonly (readonly [unknown, string, string])[] = [
  [{}, 'name', 'is required'],
  [{ name: null }, 'name', 'is required'],
  [{ name: 5 }, 'name', 'must be a string'],
  [{ name: ['x'] }, 'name', 'must be a string'],
  [{ name: '' }, 'name', 'must be text of 1 to 255 characters without control characters, and not all spaces'],
  [{ name: '  ' }, 'name', 'must be text of 1 to 255 characters without control characters, and not all spaces'],
  [{ name: 'a\u0000b' }, 'name', 'must be text of 1 to 255 characters without control characters, and not all spaces'],
  [
    { name: 'x'.repeat(256) },
    'name',
    'must be text of 1 to 255 characters without control characters, and not all spaces',
  ],
  [[], 'body', 'must be an object'],
  ['"text"', 'body', 'must be an object'],
  [{ name: 'x', capabilities: [] }, 'capabilities', 'must be an object'],
  [{ name: 'x', capabilities: { voice: true } }, 'capabilities.voice', 'must be an object'],
  [{ name: 'x', capabilities: { future: 1 } }, 'capabilities.future', 'must be an object'],
  [{ name: 'x', privacy: { improve_ai: 'no' } }, 'privacy.improve_ai', 'must be a boolean'],
  [{ name: 'x', privacy: 1 }, 'privacy', 'must be an object'],
  [{ name: 'x', keys: 'none' }, 'keys', 'must be an object'],
  [{ name: 'x', keys: { public_key: 1 } }, 'keys.public_key', 'must be a string'],
  [{ name: 'x', single_use: 1 }, 'single_use', 'must be a boolean'],
  [answerUrl({ http_method: 'PUT' }), `${ANSWER_URL}.http_method`, 'must be one of: GET, POST'],
  [answerUrl({ http_method: 'get' }), `${ANSWER_URL}.http_method`, 'must be one of: GET, POST'],
  [answerUrl({ connect_timeout: 299 }), `${ANSWER_URL}.connect_timeout`, 'must be between 300 and 1000'],
  [answerUrl({ connection_timeout: 1001 }), `${ANSWER_URL}.connection_timeout`, 'must be between 300 and 1000'],
  [answerUrl({ socket_timeout: '2000' }), `${ANSWER_URL}.socket_timeout`, 'must be an integer between 1000 and 5000'],
  [
    answerUrl({ address: 'javascript:alert(1)' }),
    `${ANSWER_URL}.address`,
    'must be an absolute http or https URL of up to 2048 characters',
  ],
  [voice({ conversations_ttl: -1 }), 'capabilities.voice.conversations_ttl', 'must be between 0 and 9000'],
  [voice({ leg_persistence_time: 32 }), 'capabilities.voice.leg_persistence_time', 'must be between 1 and 31'],
  [
    voice({ region: 'mars' }),
    'capabilities.voice.region',
    'must be one of: na-east, na-west, eu-east, eu-west, apac-sng, apac-australia',
  ],
  [
    { name: 'x', capabilities: { messages: { webhooks: { inbound_url: { http_method: 'GET' } } } } },
    'capabilities.messages.webhooks.inbound_url.http_method',
    'must be one of: POST',
  ],
];

describe.each(members)('%j', (body, name, reason) => {
  test.each(['POST', 'PUT'])(`%s names ${name}`, async (method) => {
    const answer = await server.send(method, method === 'POST' ? '/v2/applications' : path, body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.json).toMatchObject({
      type: 'https://developer.vonage.com/api-errors/application#payload-validation',
      title: 'Bad Request',
      detail: 'The request failed due to validation errors',
      invalid_parameters: [{ name, reason }],
    });
    expect(answer.json.instance).toMatch(/^[0-9a-f]{32}$/);
  });
});

test('every fault of a body is named, and their number is bounded', async () => {
  const body = { name: 1, privacy: { improve_ai: 1 }, capabilities: { voice: { region: 1 } } };
  const { json } = await server.send('POST', '/v2/applications', body);
  expect(json.invalid_parameters.map((one: { name: string }) => one.name).sort()).toEqual([
    'capabilities.voice.region',
    'name',
    'privacy.improve_ai',
  ]);
  const many = { name: 'x', capabilities: Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`c${i}`, 1])) };
  expect((await server.send('POST', '/v2/applications', many)).json.invalid_parameters).toHaveLength(50);
});

/** Text, line and column of the fault, what was expected. */
const texts: readonly (readonly [string | Buffer, number, number, RegExp])[] = [
  ['{"name":"x"', 1, 12, /a comma or a closing brace/],
  ['{\n  "name": "x",\n}', 3, 1, /member name/],
  ['{"name":"x"} {}', 1, 14, /end of the text/],
  ['{"name":"x","name":"y"}', 1, 13, /once/],
  ['{"name":"x","n\\u0061me":"y"}', 1, 13, /once/],
  ['{name:"x"}', 1, 2, /double quotes/],
  ["{'name':'x'}", 1, 2, /double quotes/],
  ['{"name":NaN}', 1, 9, /JSON value/],
  ['{"name":"\\ud800"}', 1, 10, /surrogate/],
  ['{"name":"x"} // comment', 1, 14, /end of the text/],
  ['\ufeff{"name":"x"}', 1, 1, /byte order mark/],
  [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 1, 3, /UTF-8/],
  [`${'['.repeat(10_000)}${']'.repeat(10_000)}`, 1, 33, /levels|deep/],
];

test.each(texts)('malformed JSON is told by line and column: %j', async (text, line, column, expected) => {
  const answer = await fetch(`${server.url}/v2/applications`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('abcd1234:Abcdefg12345')}`, 'content-type': 'application/json' },
    body: text as never,
  });
  const problem = await answer.json();
  expect([answer.status, problem.title, problem.line, problem.column]).toEqual([400, 'Malformed JSON', line, column]);
  expect(problem.detail).toMatch(expected);
});

test('nothing was changed by any of it', async () => {
  const { json } = await server.send('GET', '/v2/applications?page_size=1000');
  expect(json._embedded.applications.map((one: { name: string }) => one.name)).toEqual(['Kept']);
});
