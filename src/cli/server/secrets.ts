import type { Client } from './client.ts';

/** An API secret as the Secrets API answers: never the secret itself. */
export interface WireSecret {
  readonly id: string;
  readonly created_at: string;
}

/** Secrets of the account, or of one under it. */
export function secretsPath(client: Client, account: string | undefined, id?: string): string {
  const path = `/accounts/${encodeURIComponent(account ?? client.apiKey)}/secrets`;
  return id === undefined ? path : `${path}/${encodeURIComponent(id)}`;
}
