import { bodyMember } from './body-member.ts';

interface Request {
  readonly body?: string;
  readonly target?: { readonly text: string };
}

/**
 * Whether a request asks a token endpoint for a token (RFC 6749 §3.2): its credentials are in the body, or are those of the
 * client, as Basic. No bearer token is expected.
 */
export function isTokenRequest(request: Request | undefined): boolean {
  // Some write the form into the query: then the fault is there, and not in a header that is missing.
  const query = request?.target?.text.split('?')[1];
  return [request?.body, query].some((form) => form !== undefined && bodyMember(form, 'grant_type') !== undefined);
}
