import type { OwnProblemId } from './own-problems.ts';

/** Base of the problem types that Vonage publishes. */
export const API_ERRORS = 'https://developer.vonage.com/api-errors';

/** A problem as it is thrown by a handler and sent as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  /** Extension members. */
  readonly members: { readonly [name: string]: unknown };
  readonly headers: { readonly [name: string]: string };

  constructor(
    status: number,
    type: string,
    title: string,
    detail: string,
    more: { readonly members?: Problem['members']; readonly headers?: Problem['headers'] } = {},
  ) {
    super(detail);
    this.status = status;
    this.type = type;
    this.title = title;
    this.detail = detail;
    this.members = more.members ?? {};
    this.headers = more.headers ?? {};
  }

  /** `instance` is the id of the request: what to quote, and what the log has. */
  toBody(instance: string): { readonly [name: string]: unknown } {
    const { type, title, status, detail, members } = this;
    return { type, title, status, detail, instance, ...members };
  }
}

/** A problem of Mintmark's own: its type is the anchor of its explanation in the reference. */
export function ownProblem(
  status: number,
  id: OwnProblemId,
  title: string,
  detail: string,
  more?: ConstructorParameters<typeof Problem>[4],
): Problem {
  return new Problem(status, `/docs#problem-${id}`, title, detail, more);
}
