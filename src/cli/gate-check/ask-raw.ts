import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { HeaderField } from '../../core/request/field.ts';

/** One request, byte for byte: what HTTP clients would tidy up is what is probed. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly host: string;
  readonly fields: readonly HeaderField[];
}

export interface RawAnswer {
  /** 0 where the connection ended without an answer. */
  readonly status: number;
  /** Lower-case names, in order. */
  readonly fields: readonly HeaderField[];
  /** The beginning, as Latin-1. */
  readonly body: string;
}

const MOST_BYTES = 262_144;
export const NO_ANSWER: RawAnswer = { status: 0, fields: [], body: '' };

/** Sends one request on a connection of its own. Rejects where there is none; a cut or late answer is what came of it. */
export function askRaw(server: URL, request: RawRequest, timeoutSeconds: number): Promise<RawAnswer> {
  const { method, target, host, fields } = request;
  const isNamed = fields.some(([name]) => name.toLowerCase() === 'connection');
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    ...fields.map(([name, value]) => `${name}: ${value}`),
    ...(isNamed ? [] : ['Connection: close']),
  ];
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let isConnected = false;
    const socket = open(server, () => {
      isConnected = true;
      socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
    });
    const patience = setTimeout(() => {
      if (isConnected) socket.destroy();
      else socket.destroy(new Error(`no connection within ${timeoutSeconds} s`));
    }, timeoutSeconds * 1000);
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      bytes += chunk.length;
      // A tunnel has no end of its own.
      if (bytes > MOST_BYTES || (method === 'CONNECT' && Buffer.concat(chunks).includes('\r\n\r\n'))) socket.destroy();
    });
    socket.on('error', (error) => {
      if (!isConnected) reject(error);
    });
    socket.on('close', () => {
      clearTimeout(patience);
      resolve(readAnswer(Buffer.concat(chunks).toString('latin1')));
    });
  });
}

function open({ protocol, hostname, port }: URL, onReady: () => void): Socket {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol !== 'https:') return connectPlain({ host, port: Number(port || 80) }, onReady);
  const isName = !/^[\d.]+$|:/.test(host);
  const names = isName ? { servername: host } : {};
  return connectTls({ host, port: Number(port || 443), ...names, ALPNProtocols: ['http/1.1'] }, onReady);
}

function readAnswer(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [status = '', ...lines] = text.slice(0, end === -1 ? text.length : end).split('\r\n');
  const code = Number(/^HTTP\/1\.[01] (\d{3})/.exec(status)?.[1] ?? 0);
  if (code === 0) return NO_ANSWER;
  const fields = lines.flatMap((line): HeaderField[] => {
    const [, name, value] = /^([^:]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value]];
  });
  const body = end === -1 ? '' : text.slice(end + 4);
  const isChunked = fields.some(([name, value]) => name === 'transfer-encoding' && /chunked/i.test(value));
  return { status: code, fields, body: isChunked ? joined(body) : body };
}

function joined(chunked: string): string {
  let body = '';
  for (let at = 0; ; ) {
    const line = chunked.indexOf('\r\n', at);
    const size = line === -1 ? Number.NaN : Number.parseInt(chunked.slice(at, line), 16);
    if (!(size > 0)) return body;
    body += chunked.slice(line + 2, line + 2 + size);
    at = line + 4 + size;
  }
}
