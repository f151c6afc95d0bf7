/**
 * The value of an Authorization field (RFC 9110 §11.6.2, RFC 6750 §2.1), read as it came. `token` is set only where
 * the strict form holds: `Bearer` in any case, one or more spaces, one token, nothing else.
 */
export interface CredentialsReading {
  /** The field value as received. */
  readonly text: string;
  /** The auth-scheme as sent; absent where the value has no scheme. */
  readonly scheme?: string;
  /** What follows the scheme, untrimmed. */
  readonly rest: string;
  readonly token?: string;
  /** The longest stretch that looks like a JWT, for the doctor. Never used to authenticate. */
  readonly tokenInside?: string;
  readonly fault?:
    | 'empty'
    | 'scheme-missing'
    | 'scheme-glued'
    | 'scheme-doubled'
    | 'scheme-unknown'
    | 'basic'
    | 'separator-not-space'
    | 'token-missing'
    | 'token-quoted'
    | 'whitespace-inside'
    | 'several-values';
  /** Authorization lines in the request, when the lines are known. Above 1: never accepted. */
  readonly lines?: number;
  /** Another way to authenticate in the same request: `query:api_key`, `query:access_token`, `x-authorization` … */
  readonly alsoIn?: readonly string[];
}
