import { invalidParameters, membersOf, type SandboxRoute } from './route.ts';

const CHANNELS = ['sms', 'mms', 'rcs', 'whatsapp', 'messenger', 'viber_service'];

/** Messages API v1 and Verify API v2: answered, never sent. */
export const messageRoutes: readonly SandboxRoute[] = [
  {
    method: 'POST',
    url: '/v1/messages',
    product: 'messages',
    credentials: 'bearer-or-basic',
    summary: 'Accepts a message and sends nothing.',
    run({ body, entropy }) {
      const message = membersOf(body) ?? {};
      const wrong = ['channel', 'message_type', 'to', 'from']
        .filter((name) => typeof message[name] !== 'string' || message[name] === '')
        .map((name) => ({ name, reason: 'expected a string that is not empty' }));
      const { channel } = message;
      if (typeof channel === 'string' && channel !== '' && !CHANNELS.includes(channel)) {
        wrong.push({ name: 'channel', reason: `must be one of: ${CHANNELS.join(', ')}` });
      }
      if (wrong.length > 0) return invalidParameters(wrong);
      return { status: 202, body: { message_uuid: entropy.uuid() } };
    },
  },
  {
    method: 'POST',
    url: '/v2/verify',
    product: 'verify',
    credentials: 'bearer-or-basic',
    summary: 'Starts a verification and sends nothing.',
    run({ body, entropy }) {
      const { brand, workflow } = membersOf(body) ?? {};
      const wrong = [];
      if (typeof brand !== 'string' || brand === '')
        wrong.push({ name: 'brand', reason: 'expected a string that is not empty' });
      if (!Array.isArray(workflow) || workflow.length === 0) {
        wrong.push({ name: 'workflow', reason: 'expected an array with at least one step' });
      }
      if (wrong.length > 0) return invalidParameters(wrong);
      return { status: 202, body: { request_id: entropy.uuid() } };
    },
  },
];
