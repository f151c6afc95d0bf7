import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A span or a log record, as OTLP's JSON encoding has it, its attributes as an object. */
export interface Told {
  readonly name?: string;
  readonly eventName?: string;
  readonly kind?: number;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano?: string;
  readonly endTimeUnixNano?: string;
  readonly timeUnixNano?: string;
  readonly severityText?: string;
  readonly body?: { readonly stringValue?: string };
  readonly attributes: { readonly [name: string]: string | number };
}

interface Attribute {
  readonly key: string;
  readonly value: { readonly [type: string]: string | number };
}

/** Takes OTLP over HTTP, with the status that it is told to answer, and keeps what it took. */
export async function otlpReceiver(answer: () => number = () => 200) {
  const taken: { readonly path: string; readonly text: string }[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const status = answer();
    if (status === 200) taken.push({ path: request.url ?? '', text });
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: () => taken.filter(({ path }) => path === '/v1/traces').flatMap(({ text }) => listed(text, 'spans')),
    logs: () => taken.filter(({ path }) => path === '/v1/logs').flatMap(({ text }) => listed(text, 'logRecords')),
    text: () => taken.map(({ text }) => text).join('\n'),
  };
}

/** What the lists of this name hold, wherever they stand. */
function listed(text: string, list: string): Told[] {
  const found: Told[] = [];
  JSON.parse(text, (name, value) => {
    if (name === list) found.push(...value.map(readable));
    return value;
  });
  return found;
}

function readable(record: { readonly attributes: readonly Attribute[] }): Told {
  const attributes = record.attributes.map(({ key, value }) => [key, Object.values(value)[0]] as const);
  return { ...record, attributes: Object.fromEntries(attributes) as Told['attributes'] };
}
