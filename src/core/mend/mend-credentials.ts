import type { Input } from '../evidence/input.ts';
import { observe } from '../observe/observe.ts';
import { withToken } from './reissue.ts';

/** The same input with its token sent as it should be: `Bearer`, one space, the token that was found in the value. */
export function mendCredentials(input: Input): Input | undefined {
  const token = tokenIn(input);
  return token === undefined ? undefined : withToken(input, token);
}

/** The token of the Authorization header, or what looks like one inside it. */
export function tokenIn(input: Input): string | undefined {
  const credentials = observe(input).credentials;
  return credentials?.token ?? credentials?.tokenInside;
}

/** The same input with one Authorization line, of this token. */
export function withOneLine(input: Input, token: string): Input {
  const others = (input.request?.fields ?? []).filter(([name]) => name.toLowerCase() !== 'authorization');
  return { ...input, request: { ...input.request, fields: [...others, ['Authorization', `Bearer ${token}`]] } };
}
