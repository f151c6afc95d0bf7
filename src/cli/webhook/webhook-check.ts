/** Why a webhook is not to be acted on. */
export type WebhookReason =
  | 'authorization-missing'
  | 'authorization-malformed'
  | 'token-malformed'
  | 'algorithm-differs'
  | 'signature-differs'
  | 'issuer-differs'
  | 'payload-hash-missing'
  | 'payload-hash-differs'
  | 'issued-in-future'
  | 'too-old'
  | 'ended'
  | 'not-begun'
  | 'api-key-differs'
  | 'application-differs';

export interface WebhookCheck {
  /** What was checked, in words. */
  readonly what: string;
  readonly result: 'ok' | 'fault' | 'cannot-tell';
  readonly reason?: WebhookReason;
  /** One sentence: expected against received. */
  readonly why?: string;
  /** One step that mends it. */
  readonly next?: string;
}

export function ok(what: string): WebhookCheck {
  return { what, result: 'ok' };
}

export function fault(what: string, reason: WebhookReason, why: string, next: string): WebhookCheck {
  return { what, result: 'fault', reason, why, next };
}

/** A value out of a token, cut short. */
export function shown(value: unknown): string {
  return value === undefined ? 'none' : (JSON.stringify(value) ?? '').slice(0, 80);
}
