import { Type } from 'typebox';
import { open } from './kinds.ts';

/**
 * Capabilities of an application (https://developer.vonage.com/en/api/application.v2). Where its documents disagree
 * about a range, the widest holds.
 */

const address = Type.String({
  maxLength: 2048,
  pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#]+[^\\s]*$',
  'x-reason': 'must be an absolute http or https URL of up to 2048 characters',
});

const GET_OR_POST = ['GET', 'POST'];
const webhook = (methods: readonly string[], socketTimeoutMaximum: number) => {
  const connectTimeout = Type.Integer({ minimum: 300, maximum: 1000, description: 'Milliseconds.' });
  return Type.Object(
    {
      address: Type.Optional(address),
      http_method: Type.Optional(Type.Enum([...methods])),
      connect_timeout: Type.Optional(connectTimeout),
      connection_timeout: Type.Optional(connectTimeout),
      socket_timeout: Type.Optional(
        Type.Integer({ minimum: 1000, maximum: socketTimeoutMaximum, description: 'Milliseconds.' }),
      ),
    },
    open,
  );
};
const activeWebhook = Type.Object({ address: Type.Optional(address), active: Type.Optional(Type.Boolean()) }, open);
const postWebhook = webhook(['POST'], 10_000);

const capability = (members: Parameters<typeof Type.Object>[0], webhooks: Parameters<typeof Type.Object>[0]) =>
  Type.Optional(Type.Object({ ...members, webhooks: Type.Optional(Type.Object(optional(webhooks), open)) }, open));

/** Sent as somebody wrote them: this schema judges them, not the compiler. */
export const CapabilitiesSchema = Type.Unsafe<{ readonly [name: string]: unknown }>(
  Type.Object(
    {
      voice: capability(
        {
          signed_callbacks: Type.Optional(Type.Boolean()),
          conversations_ttl: Type.Optional(Type.Integer({ minimum: 0, maximum: 9000, description: 'Hours.' })),
          leg_persistence_time: Type.Optional(Type.Integer({ minimum: 1, maximum: 31, description: 'Days.' })),
          region: Type.Optional(Type.Enum(['na-east', 'na-west', 'eu-east', 'eu-west', 'apac-sng', 'apac-australia'])),
        },
        {
          answer_url: webhook(GET_OR_POST, 5000),
          fallback_answer_url: webhook(GET_OR_POST, 5000),
          event_url: webhook(GET_OR_POST, 10_000),
        },
      ),
      rtc: capability({ signed_callbacks: Type.Optional(Type.Boolean()) }, { event_url: webhook(GET_OR_POST, 10_000) }),
      messages: capability(
        {
          version: Type.Optional(Type.String({ maxLength: 20 })),
          authenticate_inbound_media: Type.Optional(Type.Boolean()),
        },
        { inbound_url: postWebhook, status_url: postWebhook },
      ),
      verify: capability({ version: Type.Optional(Type.String({ maxLength: 20 })) }, { status_url: postWebhook }),
      vbc: Type.Optional(Type.Object({}, open)),
      network_apis: Type.Optional(
        Type.Object(
          { network_application_id: Type.Optional(Type.String()), redirect_uri: Type.Optional(Type.String()) },
          open,
        ),
      ),
      meetings: capability({}, {}),
      video: capability(
        {
          storage: Type.Optional(
            Type.Object(
              {
                server_side_encryption: Type.Optional(Type.Boolean()),
                end_to_end_encryption: Type.Optional(Type.Boolean()),
                cloud_storage: Type.Optional(Type.Boolean()),
              },
              open,
            ),
          ),
        },
        { archive_status: activeWebhook, session_created: activeWebhook, session_destroyed: activeWebhook },
      ),
    },
    {
      'x-name': 'Capabilities',
      additionalProperties: Type.Object({}, open),
      description: 'What the application may do, by product. Unknown capabilities and members are kept.',
    },
  ),
);

export interface Webhook {
  readonly address?: string;
  readonly http_method?: string;
  readonly [member: string]: unknown;
}

/** Any capability, known or not. */
export interface Capability {
  readonly webhooks?: { readonly [name: string]: Webhook };
  readonly [member: string]: unknown;
}
export interface Capabilities {
  readonly [name: string]: Capability;
}

/** In an answer: what was stored was read by the schema above before. */
export const AnyCapabilities = Type.Unsafe<Capabilities>({ type: 'object', additionalProperties: true });

function optional(members: Parameters<typeof Type.Object>[0]): Parameters<typeof Type.Object>[0] {
  return Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, Type.Optional(schema)]));
}
