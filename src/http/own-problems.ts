/** Problems that Vonage has no type for: what the page behind their `type` says, by id. */
export const OWN_PROBLEMS = {
  'malformed-request':
    'The request is not HTTP as this server speaks it: a second Host line, a target that is not a path, bytes that are no HTTP/1.1. The detail names what is wrong.',
  'header-lines': 'The header has more lines or more bytes than are read. Send fewer fields.',
  'request-timeout': 'The request did not arrive whole in time. Send it again, without pauses.',
  'body-too-large':
    'The body is larger than the limit of the server, which limit_bytes gives. The limit is an option of the server: body-limit-bytes.',
  'idempotency-key-reused':
    'An Idempotency-Key stands for one request. The same key came with another body within the last 24 hours.',
  'key-registered-elsewhere':
    'A public key belongs to one application, so that a signature tells which one it is. Generate a key pair for each application.',
  'key-revoked': 'A revoked key may have leaked, so it never becomes active again. Generate a new key pair.',
  'too-many-keys': 'The number of keys that an application has at once is bounded. Revoke those that are not used.',
  'revision-changed':
    'The application was changed since it was read: If-Match names another revision than the one there is. Read it again, look at what changed, and repeat the change.',
  'changed-meanwhile':
    'Other changes kept getting in between. Nothing was changed; the same request may be sent again.',
  unavailable:
    'The database does not answer, is full, or cannot be written. Nothing was changed; the same request may be sent again. The member cause says which of these it is.',
  'internal-error': 'A defect of the server. The log has the details under the id that instance gives.',
} as const;

export type OwnProblemId = keyof typeof OWN_PROBLEMS;
