import type { FastifyRequest } from 'fastify';
import { notAcceptable } from '../problems/vonage-problems.ts';
import { accepts } from './accept.ts';

/** An `onRequest` hook: 406 where the client does not take `application/json`. */
export async function requireJsonAccepted(request: FastifyRequest): Promise<void> {
  if (!accepts(request.headers.accept, 'application/json')) throw notAcceptable();
}
