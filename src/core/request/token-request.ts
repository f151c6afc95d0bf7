import { bodyMember } from './body-member.ts';

/**
 * Whether a request asks a token endpoint for a token (RFC 6749 §3.2): its credentials are in the body, or are those of the
 * client, as Basic. No bearer token is expected.
 */
export function isTokenRequest(request: { readonly body?: string } | undefined): boolean {
  return request?.body !== undefined && bodyMember(request.body, 'grant_type') !== undefined;
}
