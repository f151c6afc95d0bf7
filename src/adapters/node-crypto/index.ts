export { nodeKeyPairs } from './key-pairs.ts';
export { aesGcmSealing } from './sealing.ts';
export { scryptSecretHashes } from './secret-hashes.ts';
export { signJws } from './sign.ts';
export { nodeSignatures, verifyMac } from './signatures.ts';
