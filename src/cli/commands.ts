import type { Command, Entry } from './command/command.ts';

/** Every command, in the order of `--help`. */
export const COMMANDS: readonly Entry[] = [
  entry(
    'serve',
    'Start the server: Application API, gate, sandbox API',
    async () => (await import('./commands/serve.ts')).serve,
  ),
  entry(
    'tour',
    'See it work in a minute, on real parts: from an application to an explained 401',
    async () => (await import('./commands/tour.ts')).tour,
  ),
  entry(
    'apps create',
    'Create an application, with its private key in a file',
    async () => (await import('./commands/apps/create.ts')).create,
  ),
  entry('apps list', 'List the applications', async () => (await import('./commands/apps/list.ts')).list),
  entry('apps show', 'Show one application', async () => (await import('./commands/apps/show.ts')).show),
  entry('apps update', 'Change an application', async () => (await import('./commands/apps/update.ts')).update),
  entry(
    'apps rotate',
    'Give an application a new key pair',
    async () => (await import('./commands/apps/rotate.ts')).rotate,
  ),
  entry(
    'apps delete',
    'Delete an application',
    async () => (await import('./commands/apps/delete.ts')).deleteApplication,
  ),
  entry('apps keys', 'List the keys of an application', async () => (await import('./commands/apps/keys.ts')).keys),
  entry(
    'apps save-key',
    'Save a key that was generated but not saved',
    async () => (await import('./commands/apps/save-key.ts')).saveKey,
  ),
  entry('apps revoke-key', 'Revoke a key', async () => (await import('./commands/apps/revoke-key.ts')).revokeKey),
  entry(
    'accounts create',
    'Create an account, with its own API key and secret',
    async () => (await import('./commands/accounts/create.ts')).create,
  ),
  entry(
    'accounts list',
    'List the accounts of the server',
    async () => (await import('./commands/accounts/list.ts')).list,
  ),
  entry('secrets add', 'Add an API secret', async () => (await import('./commands/secrets/add.ts')).add),
  entry('secrets revoke', 'Revoke an API secret', async () => (await import('./commands/secrets/revoke.ts')).revoke),
  entry('secrets list', 'List the API secrets', async () => (await import('./commands/secrets/list.ts')).list),
  entry('audit list', 'List who changed what', async () => (await import('./commands/audit/list.ts')).list),
  entry(
    'audit export',
    'Print the whole audit log, a JSON object on each line',
    async () => (await import('./commands/audit/export.ts')).exportLog,
  ),
  entry(
    'audit verify',
    'Check that no line of an audit log was changed, removed or moved',
    async () => (await import('./commands/audit/verify.ts')).verify,
  ),
  entry(
    'keys generate',
    'Make an RSA key pair, with the private key in a file',
    async () => (await import('./commands/keys/generate.ts')).generate,
  ),
  entry(
    'keys public',
    'Print the public half of a key, as openssl rsa -pubout does',
    async () => (await import('./commands/keys/public.ts')).printPublicKey,
  ),
  entry(
    'keys fingerprint',
    'Print the fingerprint of a key',
    async () => (await import('./commands/keys/fingerprint.ts')).printFingerprint,
  ),
  entry(
    'keys check',
    'Check a key, and whether it belongs to the pair',
    async () => (await import('./commands/keys/check.ts')).check,
  ),
  entry(
    'keys repair',
    'Repair the text of a damaged key',
    async () => (await import('./commands/keys/repair.ts')).repair,
  ),
  entry(
    'keys convert',
    'Convert a key to another format',
    async () => (await import('./commands/keys/convert.ts')).convert,
  ),
  entry('mint', 'Mint a token, alone on stdout', async () => (await import('./commands/mint.ts')).mint),
  entry(
    'inspect',
    'Decode a token, even a broken one; verifies nothing',
    async () => (await import('./commands/inspect.ts')).inspect,
  ),
  entry(
    'verify',
    'Verify a token: the verdict, then one line per check',
    async () => (await import('./commands/verify.ts')).verify,
  ),
  entry(
    'doctor',
    'Say why a request or a token is rejected, and what to do',
    async () => (await import('./commands/doctor.ts')).doctor,
  ),
  entry(
    'triage',
    'Group the rejected requests of a log by cause',
    async () => (await import('./commands/triage.ts')).triage,
  ),
  entry(
    'break',
    'Make a bad token or request that has exactly one cause',
    async () => (await import('./commands/break.ts')).breakCommand,
  ),
  entry(
    'request',
    'Send a request with a fresh token; a 401 or 403 is explained',
    async () => (await import('./commands/request.ts')).request,
  ),
  entry(
    'gate check',
    'Probe an API behind a proxy for the mistakes that let requests around the gate',
    async () => (await import('./commands/gate/check.ts')).check,
  ),
  entry(
    'clock',
    'Measure this clock against servers and say which is wrong',
    async () => (await import('./commands/clock.ts')).clock,
  ),
  entry(
    'webhook verify',
    'Verify a signed webhook, and say what is wrong with it',
    async () => (await import('./commands/webhook/verify.ts')).verify,
  ),
  entry(
    'profile check',
    'Check a profile of your own, and name each fault',
    async () => (await import('./commands/profile/check.ts')).check,
  ),
  entry(
    'profile show',
    'Print a profile in the form of a file, or list them',
    async () => (await import('./commands/profile/show.ts')).show,
  ),
  entry(
    'profile schema',
    'Print the JSON Schema of a profile',
    async () => (await import('./commands/profile/schema.ts')).schema,
  ),
  entry('explain', 'Print the article about a cause', async () => (await import('./commands/explain.ts')).explain),
  entry(
    'config',
    'Show every option, its value and where it comes from',
    async () => (await import('./commands/config.ts')).config,
  ),
  entry(
    'backup',
    'Back up the database of a server, also while it runs',
    async () => (await import('./commands/backup.ts')).backup,
  ),
  entry(
    'restore',
    'Restore a backup into an empty data directory',
    async () => (await import('./commands/restore.ts')).restore,
  ),
  entry(
    'recover',
    'Print a password-reset link for someone locked out',
    async () => (await import('./commands/recover.ts')).recover,
  ),
  entry(
    'completion',
    'Print the completion script for a shell',
    async () => (await import('./commands/completion.ts')).completion,
  ),
];

function entry(name: string, brief: string, load: () => Promise<Command>): Entry {
  return { name, brief, load };
}
