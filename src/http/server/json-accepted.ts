import type { FastifyRequest } from 'fastify';
import { problem } from '../problems/catalogue.ts';
import { accepts } from './accept.ts';

/** An `onRequest` hook: 406 where the client does not take `application/json`. */
export async function requireJsonAccepted(request: FastifyRequest): Promise<void> {
  if (!accepts(request.headers.accept, 'application/json')) throw problem('not-acceptable');
}
