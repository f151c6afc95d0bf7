import { expect, test, vi } from 'vitest';
import { otlpReceiver } from '../support/otlp-receiver.ts';
import { askGate, startSystem, tokenOf } from '../support/system.ts';

const PATIENT = { timeout: 60_000 };
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
const asked = (path: string) => ({ 'x-original-method': 'POST', 'x-original-uri': `${path}?secret=hidden` });
const traced = (path: string, flags = '01') => ({ ...asked(path), traceparent: `00-${TRACE}-${CALLER}-${flags}` });
const dropped = async (url: string) =>
  /^mintmark_telemetry_dropped_total (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1];

test('a receiver is told of rejections, and of requests whose callers trace them; never of a token', async () => {
  const receiver = await otlpReceiver();
  const system = await startSystem({ otlpUrl: receiver.url });
  const application = await system.createApplication();
  const token = tokenOf(application);
  const expired = tokenOf(application, { iat: 1_600_000_000, exp: 1_600_000_900 });
  const before = Date.now();
  // First sight, then from memory; then two that are not traced.
  for (const path of ['/v1/first', '/v1/again']) expect((await askGate(system, token, traced(path))).status).toBe(204);
  expect((await askGate(system, token, asked('/v1/untraced'))).status).toBe(204);
  expect((await askGate(system, token, traced('/v1/unsampled', '00'))).status).toBe(204);
  const { status, body } = await askGate(system, expired, traced('/v1/expired'));
  expect(status).toBe(401);
  const sandbox = await fetch(`${system.url}/v1/users`, {
    headers: { ...traced('/ignored'), authorization: `Bearer ${token}` },
  });
  expect(sandbox.status).toBe(200);
  await vi.waitFor(() => expect([receiver.spans().length, receiver.logs().length]).toEqual([4, 1]), PATIENT);

  const spans = receiver.spans();
  const accepted = { 'mintmark.decision': 'accepted', 'mintmark.application.id': application.id };
  expect(spans.map(({ attributes }) => attributes)).toMatchObject([
    { ...accepted, 'http.request.method': 'POST', 'url.path': '/v1/first' },
    { ...accepted, 'url.path': '/v1/again' },
    { 'mintmark.decision': 'rejected', 'mintmark.cause': 'token-expired', 'url.path': '/v1/expired' },
    { ...accepted, 'http.request.method': 'GET', 'url.path': '/v1/users' },
  ]);
  for (const span of spans) {
    expect(span).toMatchObject({ name: 'mintmark gate', kind: 2, traceId: TRACE, parentSpanId: CALLER });
    const [start, end] = [span.startTimeUnixNano, span.endTimeUnixNano].map((time) => Number(time) / 1e6);
    expect(start).toBeGreaterThan(before - 1000);
    expect(end).toBeGreaterThanOrEqual(Number(start));
    expect(end).toBeLessThan(Date.now() + 1000);
  }
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(4);

  expect(receiver.logs()).toMatchObject([
    {
      eventName: 'mintmark.request.rejected',
      severityText: 'WARN',
      traceId: TRACE,
      spanId: CALLER,
      body: { stringValue: expect.stringMatching(/^POST \/v1\/expired: The token expired/) },
      attributes: {
        'mintmark.report.id': body.instance,
        'mintmark.cause': 'token-expired',
        'mintmark.application.id': application.id,
        'http.response.status_code': 401,
        'client.address': '127.0.0.1',
      },
    },
  ]);
  for (const secret of [token.slice(-40), expired.slice(-40), 'hidden']) expect(receiver.text()).not.toContain(secret);
  expect(receiver.text()).toContain('"service.name"');
  expect(await dropped(system.url)).toBe('0');
});

test('a receiver that takes nothing is in nobody’s way: it is told once, counted, and told when it is over', async () => {
  let status = 400;
  const receiver = await otlpReceiver(() => status);
  const system = await startSystem({ otlpUrl: receiver.url });
  expect((await askGate(system, 'no-token', traced('/v1/a'))).status).toBe(401);
  await vi.waitFor(async () => expect(await dropped(system.url)).toBe('2'), PATIENT);
  const told = `${receiver.url} does not take telemetry (status 400)`;
  expect(system.log().split(told)).toHaveLength(3);
  status = 200;
  expect((await askGate(system, 'no-token', traced('/v1/b'))).status).toBe(401);
  await vi.waitFor(() => expect(system.log()).toContain(`${receiver.url} takes telemetry again`), PATIENT);
  expect(await dropped(system.url)).toBe('2');
});

test('workers tell of what they accept themselves', async () => {
  const receiver = await otlpReceiver();
  const system = await startSystem({ otlpUrl: receiver.url, workers: 2 });
  const application = await system.createApplication();
  const token = tokenOf(application);
  for (const path of ['/v1/one', '/v1/two', '/v1/three']) {
    expect((await askGate(system, token, traced(path))).status).toBe(204);
  }
  const expired = tokenOf(application, { iat: 1_600_000_000, exp: 1_600_000_900 });
  expect((await askGate(system, expired, traced('/v1/expired'))).status).toBe(401);
  await vi.waitFor(() => expect([receiver.spans().length, receiver.logs().length]).toEqual([4, 1]), PATIENT);
  const paths = receiver.spans().map(({ attributes }) => attributes['url.path']);
  expect(paths.sort()).toEqual(['/v1/expired', '/v1/one', '/v1/three', '/v1/two']);
});
