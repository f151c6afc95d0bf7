import type { Problem } from '../../wire/problem.ts';

/** A member of what was sent that did not fit. */
type InvalidParameter = NonNullable<Problem['invalid_parameters']>[number];

/** Why a request was not answered as asked, in words: `application/problem+json` (RFC 9457), or no answer at all. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Id of the request, which the server's log has too; `undefined` where no answer came. */
  readonly instance: string | undefined;
  readonly parameters: readonly InvalidParameter[];
  /** Id of a problem of Mintmark's own: `second-factor-required`. */
  readonly kind: string | undefined;
  /** Id of the cause whose article tells more. */
  readonly causeId: string | undefined;

  /** `members` came from wherever answered, which need not be Mintmark: each is looked at. */
  constructor(status: number, members: { readonly [name in keyof Problem]?: unknown }) {
    const { type, title, detail, instance, invalid_parameters: parameters, cause } = members;
    super(String(title ?? `Status ${status}`));
    this.status = status;
    this.title = this.message;
    this.detail = typeof detail === 'string' ? detail : '';
    this.instance = typeof instance === 'string' ? instance : undefined;
    this.parameters = Array.isArray(parameters) ? parameters : [];
    this.kind = /#problem-([a-z0-9-]+)$/.exec(String(type))?.[1];
    this.causeId = typeof cause === 'string' ? cause : undefined;
  }
}

/** The server could not be reached, or the connection broke before it answered. */
export function unreachable(): ApiProblem {
  return new ApiProblem(0, {
    title: 'The server did not answer',
    detail:
      'Check that Mintmark is running and that this computer can reach it, then try again. Nothing on this page is lost.',
  });
}

/** The problem that an answer tells of; of any answer that is not one of success. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  try {
    return new ApiProblem(response.status, (await response.json()) as object);
  } catch {
    return new ApiProblem(response.status, { title: `The server answered with status ${response.status}` });
  }
}

/** What was thrown, as a problem to show. A defect of the page is told as one. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem(0, { title: 'The page failed', detail: String(error) });
}
