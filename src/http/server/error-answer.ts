import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { SealedSecretError, UnavailableError } from '../../ports/index.ts';
import { invalidParameters, type SchemaFault } from '../problems/invalid-parameters.ts';
import { secondFactorUnreadable } from '../problems/people-problems.ts';
import { Problem } from '../problems/problem.ts';
import * as problems from '../problems/vonage-problems.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Every error ends here: as a problem of its own, as the caller's mistake, or as a 500 that carries only an id. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error as FastifyError, request);
  if (problem.status >= 500) request.log.error({ err: error }, problem.title);
  return sendProblem(problem, request, reply);
}

export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(problem.status)
    .headers(SECURITY_HEADERS)
    .headers(problem.headers)
    .header('cache-control', 'no-store')
    .header('content-language', 'en')
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problem.toBody(request.id));
}

function toProblem(error: FastifyError, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof UnavailableError) return problems.unavailable(error.reason);
  if (error instanceof SealedSecretError) return secondFactorUnreadable();
  if (error.validation) {
    const parameters = invalidParameters(error.validation as readonly SchemaFault[]);
    return error.validationContext === 'querystring'
      ? problems.invalidQuery(parameters)
      : problems.invalidPayload(parameters);
  }
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problems.unsupportedContentType();
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problems.bodyTooLarge(request.routeOptions.bodyLimit ?? 0);
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problems.malformedRequest('The body is not as long as Content-Length says');
    case 'FST_ERR_BAD_URL':
      return problems.malformedRequest('The request target has a malformed percent-encoding');
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return problems.pathNotFound();
    default:
      return problems.internalError();
  }
}
