export { hasWebCrypto } from './available.ts';
export { decryptKey } from './decrypt-key.ts';
export { webKeyPairs } from './key-pairs.ts';
export { signJws } from './sign.ts';
export { verifyJws } from './verify.ts';
