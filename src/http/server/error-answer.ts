import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { NotJudgedError, SealedSecretError, UnavailableError } from '../../ports/index.ts';
import { problem } from '../problems/catalogue.ts';
import { invalidParameters, type SchemaFault } from '../problems/invalid-parameters.ts';
import { Problem } from '../problems/problem.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Every error ends here: as a problem of its own, as the caller's mistake, or as a 500 that carries only an id. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const told = toProblem(error as FastifyError, request);
  if (told.status >= 500) request.log.error({ err: error }, told.title);
  return sendProblem(told, request, reply);
}

export function sendProblem(told: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(told.status)
    .headers(SECURITY_HEADERS)
    .headers(told.headers)
    .header('cache-control', 'no-store')
    .header('content-language', 'en')
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(told.toBody(request.id));
}

/** The problem of an error that no framework made: storage that is not there, or a defect. */
export function problemOfFailure(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof UnavailableError) {
    const missing = error instanceof NotJudgedError ? { missing: error.missing } : {};
    return problem('unavailable', { reason: error.reason, ...missing });
  }
  if (error instanceof SealedSecretError) return problem('second-factor-unreadable');
  return problem('internal-error');
}

function toProblem(error: FastifyError, request: FastifyRequest): Problem {
  if (error.validation) {
    const parameters = invalidParameters(error.validation as readonly SchemaFault[]);
    return problem(error.validationContext === 'querystring' ? 'invalid-query' : 'invalid', { parameters });
  }
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('unsupported-content-type', {});
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('body-too-large', { limitBytes: request.routeOptions.bodyLimit ?? 0 });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem('malformed-request', { fault: 'The body is not as long as Content-Length says' });
    case 'FST_ERR_BAD_URL':
      return problem('malformed-request', { fault: 'The request target has a malformed percent-encoding' });
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return problem('path-not-found');
    default:
      return problemOfFailure(error);
  }
}
