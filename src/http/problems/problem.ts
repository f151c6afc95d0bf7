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
    { status, type, title, detail }: Pick<Problem, 'status' | 'type' | 'title' | 'detail'>,
    members: Problem['members'],
    headers: Problem['headers'],
  ) {
    super(detail);
    this.status = status;
    this.type = type;
    this.title = title;
    this.detail = detail;
    this.members = members;
    this.headers = headers;
  }

  /** `instance` is the id of the request: what to quote, and what the log has. */
  toBody(instance: string): { readonly [name: string]: unknown } {
    const { type, title, status, detail, members } = this;
    return { type, title, status, detail, instance, ...members };
  }
}
