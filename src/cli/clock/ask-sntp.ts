import { createSocket } from 'node:dgram';
import { EXIT, Failure } from '../terminal/failure.ts';
import type { ClockSample } from './offset.ts';
import { sntpRequest, sntpSample } from './sntp.ts';

const PORT = 123;

/** Asks an NTP server once (RFC 4330). @param server a host name, with a port where it is not 123 @throws Failure (server) */
export async function askSntp(server: string, timeoutSeconds: number): Promise<ClockSample> {
  const [, host = server, port] = /^(.*?)(?::(\d{1,5}))?$/.exec(server) ?? [];
  const sentAt = Date.now() / 1000;
  const request = sntpRequest(sentAt);
  const answer = await exchange(host, Number(port ?? PORT), request, timeoutSeconds);
  const sample = sntpSample(answer, request, { sentAt, receivedAt: Date.now() / 1000 });
  if (typeof sample !== 'string') return sample;
  throw new Failure(EXIT.server, `${server} gives no time: ${sample}`);
}

function exchange(host: string, port: number, request: Uint8Array, timeoutSeconds: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    const end = (failure?: Failure, answer?: Uint8Array) => {
      clearTimeout(timer);
      socket.close();
      if (answer === undefined) reject(failure);
      else resolve(answer);
    };
    const refuse = (why: string) => end(new Failure(EXIT.server, `${host} cannot be asked for the time: ${why}`));
    const timer = setTimeout(() => refuse(`no answer within ${timeoutSeconds} s`), timeoutSeconds * 1000);
    socket.once('message', (answer) => end(undefined, answer));
    socket.once('error', (error: NodeJS.ErrnoException) => refuse(error.code ?? error.message));
    // Connected, so that a port where nobody listens is told at once.
    socket.connect(port, host, () => socket.send(request));
  });
}
