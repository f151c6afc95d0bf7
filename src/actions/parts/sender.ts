import { withheldTarget, withheldText } from '../../core/observe/withheld.ts';
import type { HeaderField } from '../../core/request/field.ts';

/** Who sent a request, as the log keeps it. */
export interface Sender {
  /** Its address, as trusted proxies tell it. */
  readonly clientAddress: string | null;
  /** Without secrets, 256 characters of it at most. */
  readonly userAgent: string | null;
}

const ADDRESS_CHARACTERS = 64;
const USER_AGENT_CHARACTERS = 256;
/** What is looked at: a secret that begins in what is kept is recognised by what stands behind it. */
const READ_CHARACTERS = 1024;

export function senderOf(request: { readonly client?: string; readonly fields: readonly HeaderField[] }): Sender {
  const { client, fields } = request;
  const userAgent = fields.find(([name]) => name.toLowerCase() === 'user-agent')?.[1];
  return {
    clientAddress: client === undefined ? null : kept(client, ADDRESS_CHARACTERS),
    userAgent: userAgent === undefined ? null : kept(userAgent, USER_AGENT_CHARACTERS),
  };
}

/** As it was sent, but for secrets and control characters: senders write what they like. */
function kept(text: string, characters: number): string {
  const line = text.slice(0, READ_CHARACTERS).replace(/\p{Cc}/gu, ' ');
  return withheldTarget(withheldText(line)).slice(0, characters);
}
