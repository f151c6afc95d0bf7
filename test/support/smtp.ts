import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface MailServer {
  readonly port: number;
  /** Each message that was taken: its envelope, and its text as it came. */
  readonly messages: readonly { readonly to: readonly string[]; readonly data: string }[];
  close(): Promise<void>;
}

/** A mail server that takes every message, or refuses every recipient (RFC 5321, as far as a client needs it). */
export async function startMailServer({ refuse = false } = {}): Promise<MailServer> {
  const messages: { to: string[]; data: string }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let to: string[] = [];
    let data: string | undefined;
    let rest = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    const read = (line: string) => {
      if (data !== undefined) {
        if (line !== '.') {
          data += `${line}\n`;
          return;
        }
        messages.push({ to, data });
        [to, data] = [[], undefined];
        return say('250 taken');
      }
      const command = line.slice(0, 4).toUpperCase();
      if (command === 'RCPT') {
        if (refuse) return say('550 5.1.1 no such mailbox');
        to.push(/<(.*)>/.exec(line)?.[1] ?? '');
      }
      if (command === 'DATA') {
        data = '';
        return say('354 go on');
      }
      if (command === 'QUIT') {
        say('221 bye');
        return socket.end();
      }
      return say(command === 'EHLO' ? '250 localhost' : '250 ok');
    };
    say('220 localhost');
    socket.on('error', () => {});
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) read(line);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    messages,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
