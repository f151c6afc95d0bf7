import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_SECONDS } from '../../actions/people/session.ts';

export interface SessionCookie {
  /** The token of the request; `undefined` for none, and for more than one: somebody put another cookie beside it. */
  read(request: FastifyRequest): string | undefined;
  set(request: FastifyRequest, reply: FastifyReply, token: string): void;
  clear(request: FastifyRequest, reply: FastifyReply): void;
}

/**
 * The cookie that holds the token of a session. Over https it has the prefix that keeps other hosts and paths from
 * setting it (RFC 6265bis §4.1.3.2); over http, for work on one machine, browsers take neither that nor `Secure`.
 */
const NAMES = { https: '__Host-mintmark-session', http: 'mintmark-session' } as const;

/** @param publicUrl says whether it is https; without it, the connection or a trusted proxy does */
export function sessionCookie(publicUrl: string | undefined): SessionCookie {
  const isPublic = publicUrl?.startsWith('https:');
  const schemeOf = (request: FastifyRequest) => (isPublic ? 'https' : request.protocol);

  function cookie(request: FastifyRequest, value: string, maxAgeSeconds: number): string {
    const scheme = schemeOf(request);
    const secure = scheme === 'https' ? '; Secure' : '';
    return `${NAMES[scheme]}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`;
  }

  return {
    read(request) {
      const name = NAMES[schemeOf(request)];
      const values = (request.headers.cookie ?? '').split(';').flatMap((pair) => {
        const [key, value = ''] = pair.trim().split('=');
        return key === name && value !== '' ? [value] : [];
      });
      return values.length === 1 ? values[0] : undefined;
    },
    set: (request, reply, token) => void reply.header('set-cookie', cookie(request, token, SESSION_SECONDS)),
    clear: (request, reply) => void reply.header('set-cookie', cookie(request, '', 0)),
  };
}
