import { Type } from 'typebox';

/** An open object: members that the schema does not name are taken and kept. */
export const open = { additionalProperties: true };

export const Timestamp = Type.String({ format: 'date-time', examples: ['2026-11-24T09:30:00Z'] });

/** `null` where it has not happened, or never will. */
export const OptionalTimestamp = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time' });

const applicationId = Type.String({ description: 'Id of the application.' });
const apiKey = Type.String({ description: 'API key of the account.' });

/** Parameters of the paths. Any text is taken: one that is no id is nobody's. */
export const ByApplication = Type.Object({ id: applicationId });
export const ByApplicationKey = Type.Object({
  id: applicationId,
  key_id: Type.String({ description: 'Id of the key.' }),
});
export const ByAccount = Type.Object({ api_key: apiKey });
export const BySecret = Type.Object({ api_key: apiKey, secret_id: Type.String({ description: 'Id of the secret.' }) });
export const BySubaccount = Type.Object({
  api_key: apiKey,
  subaccount_key: Type.String({ description: 'API key of the subaccount.' }),
});

export const NoContent = Type.Null({ description: 'Done; the response has no body.' });

export const Link = Type.Object({ href: Type.String() });

export const PublicKeyText = Type.String({
  minLength: 1,
  maxLength: 16_384,
  'x-reason': 'must be the text of a public key; leave it out to have a key pair generated',
  description:
    'Public key in PEM (SPKI): RSA of at least 2048 bits; P-256, P-384 or Ed25519 where the profile of the server takes them.',
});

export const PrivateKeyText = Type.String({
  description: 'PKCS#8 PEM. Only in this response: it is not stored and cannot be shown again.',
});

/** What people write down about an application or a key; an empty text takes it away. */
export const Note = Type.String({
  maxLength: 2000,
  pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$',
  'x-reason': 'must be text of up to 2000 characters without control characters',
  description: 'A note for people; empty where there is none.',
});
export const Environment = Type.Enum(['', 'production', 'staging', 'test'], {
  description: 'What it is for; empty where nobody said.',
});

export const OverlapSeconds = Type.Integer({
  minimum: 0,
  maximum: 2_592_000,
  description: 'How long the key that is replaced is still accepted, in seconds.',
});
