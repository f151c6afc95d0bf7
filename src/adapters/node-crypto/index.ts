export { type ScryptCost, type SecretHashLimits, scryptSecretHashes } from './secret-hashes.ts';
