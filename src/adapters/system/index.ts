export { systemClock } from './clock.ts';
export { claimDataDirectory } from './data-directory.ts';
export { systemEntropy } from './entropy.ts';
export { writeSecretFile } from './secret-file.ts';
export { readServerSecret, serverSecretText } from './server-secret.ts';
