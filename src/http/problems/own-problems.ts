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
  'sign-in-refused':
    'Which of the two is wrong is not told, so that nobody learns who has an account here. After several failures the next attempts have to wait.',
  'second-factor-required':
    'The address and the password are right, and the person has a second factor: the request needs a code as well.',
  'second-factor-refused':
    'A code of an authenticator app is good for about a minute and for one use; a backup code is good for one use. Apps count on the clock of the device: set it by the network.',
  'second-factor-state': 'A second factor is set up once, and confirmed by its first code.',
  'second-factor-unavailable':
    'The secrets of authenticator apps are stored encrypted, and this server has nothing to do it with. On PostgreSQL the secret file is an option of the server: secret-file.',
  'second-factor-unreadable':
    'The secret of the authenticator app was encrypted with the secret file of another server, or is damaged. The log says which, under the id that instance gives; a backup code still does, and who runs the server can turn the second factor off: mintmark recover.',
  'signed-out':
    'A session ends after a day without use, a week after its beginning, at a change of the password, and where it is ended by hand.',
  'other-origin':
    'A page of another site could make a browser that is signed in here send a request. Such requests are refused: Sec-Fetch-Site must be same-origin, or Origin that of this server.',
  'role-too-low':
    'A viewer reads; a developer also writes applications and keys; an owner also manages people, secrets, subaccounts and the company, and deletes.',
  'account-not-chosen':
    'A person may be in several accounts. X-Mintmark-Account-Id says which one is meant; it is not needed where there is only one.',
  'link-unknown': 'The link is not known: it was withdrawn, replaced by a newer one, or not copied whole.',
  'link-used': 'A link is good for one use.',
  'link-expired':
    'A link of a first start, a password or an e-mail address is good for an hour, an invitation for a week. A restart of a server where nobody is yet prints a new link.',
  'sign-in-to-accept': 'Who is known here accepts an invitation as who they are, with the password that they have.',
  'already-member': 'The person is in the account. Their role can be changed where the members are listed.',
  'last-owner': 'Somebody must be able to manage the account.',
  unavailable:
    'The database does not answer, is full, or cannot be written. Nothing was changed; the same request may be sent again. The member cause says which of these it is.',
  'internal-error': 'A defect of the server. The log has the details under the id that instance gives.',
} as const;

export type OwnProblemId = keyof typeof OWN_PROBLEMS;
