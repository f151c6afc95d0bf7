export { systemClock } from './clock.ts';
export { claimDataDirectory } from './data-directory.ts';
export { systemEntropy } from './entropy.ts';
export { standardErrorLog, streamLog } from './log-stream.ts';
export { operator } from './operator.ts';
export { reasonOf } from './reason.ts';
export { fillSecretFile, writeSecretFile } from './secret-file.ts';
export { readServerSecret, serverSecretText } from './server-secret.ts';
