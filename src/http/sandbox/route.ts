import type { Entropy } from '../../ports/entropy.ts';
import type { SandboxStore } from './store.ts';

/** A product of the sandbox: which shape its errors have, and which credentials it takes. */
export type Product = 'messages' | 'voice' | 'users' | 'video' | 'verify' | 'account';

export interface SandboxCall {
  /** Who calls: an application by its token, or an account by its secret. */
  readonly owner: string;
  readonly params: { readonly [name: string]: string };
  readonly query: { readonly [name: string]: string };
  readonly body: unknown;
  /** Scheme and authority that the client used, for absolute links. */
  readonly origin: string;
  readonly store: SandboxStore;
  readonly entropy: Entropy;
  /** NumericDate seconds. */
  readonly now: number;
}

export interface SandboxAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export interface SandboxRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly product: Product;
  readonly credentials: 'bearer' | 'basic' | 'bearer-or-basic';
  /** One sentence for the API reference. */
  readonly summary: string;
  readonly run: (call: SandboxCall) => SandboxAnswer;
}

export type Members = { readonly [name: string]: unknown };

export function membersOf(body: unknown): Members | undefined {
  return body !== null && typeof body === 'object' && !Array.isArray(body) ? (body as Members) : undefined;
}

/** 422 as Vonage's newer APIs answer it: every invalid parameter by name, with the reason. */
export function invalidParameters(
  parameters: readonly { readonly name: string; readonly reason: string }[],
): SandboxAnswer {
  return {
    status: 422,
    body: {
      type: 'https://developer.vonage.com/api-errors#invalid-params',
      title: 'Invalid params',
      status: 422,
      detail: `The value of one or more parameters is invalid: ${parameters.map((one) => one.name).join(', ')}`,
      invalid_parameters: parameters,
    },
  };
}

export function notFound(what: string, id: string): SandboxAnswer {
  return {
    status: 404,
    body: {
      type: 'https://developer.vonage.com/api-errors#not-found',
      title: 'Not Found',
      status: 404,
      detail: `${what} ${JSON.stringify(id.slice(0, 64))} does not exist, or you do not have access`,
    },
  };
}
