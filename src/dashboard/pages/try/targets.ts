import type { Rules } from '../../server/session.ts';

/** A request that can be sent from here: all of them go to this server, and none of them reaches a person. */
export interface Target {
  readonly id: string;
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  /** Fields beside Authorization. */
  readonly fields?: { readonly [name: string]: string };
}

export const TARGETS: readonly [Target, ...Target[]] = [
  {
    id: 'messages',
    name: 'Send a message (sandbox)',
    method: 'POST',
    path: '/v1/messages',
    body: { channel: 'sms', message_type: 'text', to: '447700900000', from: 'Acme', text: 'Hello' },
  },
  {
    id: 'calls',
    name: 'Make a call (sandbox)',
    method: 'POST',
    path: '/v1/calls',
    body: {
      to: [{ type: 'phone', number: '447700900000' }],
      from: { type: 'phone', number: '447700900001' },
      ncco: [{ action: 'talk', text: 'Hello' }],
    },
  },
  { id: 'users', name: 'List users (sandbox)', method: 'GET', path: '/v1/users' },
  {
    id: 'gate',
    name: 'Ask the gate about GET /orders',
    method: 'GET',
    path: '/gate',
    fields: { 'X-Forwarded-Method': 'GET', 'X-Forwarded-Uri': '/orders' },
  },
];

/** An API of one's own has a gate, and no sandbox of it. */
export function targetFor({ profile }: Pick<Rules, 'profile'>): Target {
  const gate = TARGETS.find(({ id }) => id === 'gate');
  return profile === 'vonage' || gate === undefined ? TARGETS[0] : gate;
}

export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly fields: readonly (readonly [string, string])[];
    readonly body: string;
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly fields: readonly (readonly [string, string])[];
    readonly body: string;
  };
  /** Of a rejected request. */
  readonly reportId: string | undefined;
}

/** Sends a request with a token, and without the cookie of the session. @throws TypeError where no answer comes */
export async function sendTo(target: Target, token: string): Promise<Exchange> {
  const body = target.body === undefined ? '' : JSON.stringify(target.body);
  const fields: [string, string][] = [
    ['Authorization', `Bearer ${token}`],
    ['Accept', 'application/json'],
    ...(body ? [['Content-Type', 'application/json'] as [string, string]] : []),
    ...Object.entries(target.fields ?? {}),
  ];
  const response = await fetch(target.path, {
    method: target.method,
    headers: fields,
    credentials: 'omit',
    cache: 'no-store',
    ...(body && { body }),
  });
  const text = await response.text();
  return {
    request: { method: target.method, path: target.path, fields, body },
    response: {
      status: response.status,
      statusText: response.statusText,
      fields: [...response.headers].filter(([name]) => !QUIET.has(name)),
      body: text,
    },
    reportId: reportIdIn(text),
  };
}

/** The same on every answer of this server: they would hide what matters. */
const QUIET = new Set([
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'referrer-policy',
  'x-content-type-options',
  'x-frame-options',
  'connection',
  'keep-alive',
  'content-length',
]);

function reportIdIn(text: string): string | undefined {
  try {
    const { cause, instance } = JSON.parse(text) as { readonly cause?: unknown; readonly instance?: unknown };
    return typeof cause === 'string' && typeof instance === 'string' ? instance : undefined;
  } catch {
    return undefined;
  }
}
