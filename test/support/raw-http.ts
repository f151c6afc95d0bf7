import { connect } from 'node:net';

/** Sends header lines byte for byte, which no HTTP client would, and reads one whole answer. */
export function rawRequest(
  port: number,
  lines: readonly string[],
  body = '',
): Promise<{ status: number; head: string; body: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1'));
    let text = '';
    const finish = () => {
      socket.destroy();
      const [head = '', rest = ''] = text.split(/\r\n\r\n(.*)/s);
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, body: rest });
    };
    socket.setTimeout(5000, finish);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const length = /^content-length: (\d+)/im.exec(text)?.[1];
      const end = text.indexOf('\r\n\r\n');
      const isWhole =
        end >= 0 && (length !== undefined ? text.length >= end + 4 + Number(length) : /^HTTP\/1\.1 204/.test(text));
      if (isWhole) finish();
    });
    socket.on('end', finish);
    socket.on('error', reject);
  });
}
