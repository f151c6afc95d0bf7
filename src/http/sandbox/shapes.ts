import type { Product } from './route.ts';

/**
 * The members of Vonage's own 401 body for each API, without `status` and `instance`. Clients that read
 * them find them; the explanation is laid beside.
 */
export function unauthorizedShape(product: Product, cause: string): { [name: string]: unknown } {
  switch (product) {
    case 'messages':
    case 'verify':
      return {
        type: 'https://developer.vonage.com/api-errors/#unauthorized',
        title: 'You did not provide correct credentials.',
        detail: "Check that you're using the correct credentials, and that your account has this feature enabled",
      };
    case 'voice':
      return { type: 'UNAUTHORIZED', error_title: 'Unauthorized' };
    case 'users': {
      const code = EXPIRED.has(cause) ? 'system:error:expired-token' : 'system:error:invalid-token';
      return {
        type: `https://developer.vonage.com/api/conversation#${code}`,
        title: 'Unauthorized.',
        code,
        detail: EXPIRED.has(cause)
          ? 'You provided an expired token. Please provide a valid token.'
          : 'You did not provide a valid token. Please provide a valid token.',
      };
    }
    case 'video':
    case 'account':
      return {
        type: 'https://developer.vonage.com/api-errors#unauthorized',
        title: 'Invalid credentials supplied',
        detail: 'You did not provide correct credentials.',
      };
  }
}

/** What a client of the API may not do with good credentials. */
export function forbiddenShape(): { [name: string]: unknown } {
  return {
    type: 'https://developer.vonage.com/api-errors#forbidden',
    title: 'Forbidden',
    detail: 'Your token does not allow this request.',
  };
}

const EXPIRED: ReadonlySet<string> = new Set(['token-expired', 'token-cached-past-expiry', 'clock-behind']);
