import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Lower-case names, in order. */
  readonly fields: readonly (readonly [string, string])[];
  readonly body: string;
}

/** Sends one request exactly as written, on a connection of its own, and reads the answer to its end. */
export function send(
  port: number,
  target: string,
  fields: readonly (readonly [string, string])[],
  options: { readonly method?: string; readonly body?: Buffer } = {},
): Promise<RawAnswer> {
  const { method = 'GET', body } = options;
  const hasConnection = fields.some(([name]) => name.toLowerCase() === 'connection');
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'Host: api.example.com',
    ...fields.map(([name, value]) => `${name}: ${value}`),
    ...(hasConnection ? [] : ['Connection: close']),
    ...(body ? [`Content-Length: ${body.length}`] : []),
  ];
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      if (body) socket.write(body);
    });
    socket.setTimeout(60_000, () => socket.destroy(new Error(`no answer to ${method} ${target} in 60 s`)));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(parse(Buffer.concat(chunks).toString('latin1'))));
  });
}

function parse(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [status = '', ...lines] = text.slice(0, end).split('\r\n');
  const fields = lines.map(
    (line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const,
  );
  const raw = text.slice(end + 4);
  const isChunked = fields.some(([name, value]) => name === 'transfer-encoding' && value === 'chunked');
  return { status: Number(status.split(' ')[1]), fields, body: isChunked ? unchunk(raw) : raw };
}

function unchunk(raw: string): string {
  let body = '';
  for (let rest = raw; rest !== ''; ) {
    const line = rest.indexOf('\r\n');
    const size = Number.parseInt(rest.slice(0, line), 16);
    if (!(size > 0)) break;
    body += rest.slice(line + 2, line + 2 + size);
    rest = rest.slice(line + 4 + size);
  }
  return body;
}
