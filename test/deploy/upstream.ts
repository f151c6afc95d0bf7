import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly target: string;
  /** Names as they came, in order. */
  readonly fields: readonly (readonly [string, string])[];
  readonly bodySha256: string;
}

/** The API behind the proxy: remembers what it received and answers 200. */
export async function startUpstream() {
  const received: Received[] = [];
  const server = createServer(async (req, res) => {
    const hash = createHash('sha256');
    for await (const chunk of req) hash.update(chunk);
    const fields = req.rawHeaders.flatMap((name, i) =>
      i % 2 === 0 ? [[name, req.rawHeaders[i + 1] as string] as const] : [],
    );
    received.push({ method: req.method ?? '', target: req.url ?? '', fields, bodySha256: hash.digest('hex') });
    res.end('from the API');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
