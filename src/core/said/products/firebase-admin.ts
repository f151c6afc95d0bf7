import type { Product } from '../../evidence/said.ts';
import { ENDED, KEY_LOOK, KEY_TEXT, NO_JWT } from './usual-means.ts';

export const firebase: Product = {
  id: 'firebase-admin',
  name: 'Firebase Admin SDK',
  source: 'https://firebase.google.com/docs/auth/admin/verify-id-tokens',
  look: {
    'key-text': KEY_LOOK,
    audience: 'Compare the project id of initializeApp() with aud of the token: mintmark inspect TOKEN.',
  },
  messages: [
    {
      id: 'pem',
      says: ['Failed to parse private key', 'Invalid PEM formatted message'],
      means: { ...KEY_TEXT, 'key-newlines-escaped': 8 },
      note: 'FIREBASE_PRIVATE_KEY holds \\n as two characters, or the quotes of the JSON file: .replace(/\\\\n/g, "\\n") makes line breaks of them',
      sample: 'FirebaseAppError: Failed to parse private key: Error: Invalid PEM formatted message.',
    },
    {
      id: 'audience',
      says: [
        'incorrect "aud" (audience) claim. Expected "{audience}" but got "{received}"',
        `ID token has invalid 'aud' (audience) claim; expected "{audience}" but got "{received}"`,
      ],
      means: { 'audience-not-expected': 3, 'token-of-other-kind': 4 },
      note: 'a custom token (its aud ends in IdentityToolkit), an ID token of Google Sign-In, or one of another project was sent: it takes what user.getIdToken() gives',
      sample: 'Firebase ID token has incorrect "aud" (audience) claim. Expected "acme" but got "other".',
    },
    {
      id: 'issuer',
      says: [
        'incorrect "iss" (issuer) claim. Expected "{issuer}" but got "{received}"',
        'incorrect "iss" (issuer) claim. Expected {issuer}, but got {received}',
        `ID token has invalid 'iss' (issuer) claim; expected "{issuer}" but got "{received}"`,
      ],
      means: { 'issuer-not-expected': 4, 'token-of-other-kind': 3 },
      sample:
        'Firebase ID token has incorrect "iss" (issuer) claim. Expected "https://securetoken.google.com/acme" but got "x".',
    },
    {
      id: 'custom-token',
      says: ['expects an ID token, but was given a custom token', 'Firebase ID token has no "kid" claim'],
      means: { 'token-of-other-kind': 1 },
      note: 'a custom token was sent: exchange it first (signInWithCustomToken), and send the ID token',
      sample: 'verifyIdToken() expects an ID token, but was given a custom token.',
    },
    {
      id: 'decoding',
      says: 'Decoding Firebase ID token failed',
      means: NO_JWT,
      note: 'what was given is not a whole ID token: undefined, cut off, or an access token (ya29.…)',
      sample: 'FirebaseAuthError: Decoding Firebase ID token failed. Make sure you passed the entire string JWT',
    },
    {
      id: 'kid',
      says: '"kid" claim which does not correspond to a known public key',
      means: { 'token-expired': 4, 'key-not-in-set': 4, 'token-of-other-kind': 2 },
      note: 'the token is old (Google rotates these keys), or it is not an ID token of Firebase (a session cookie has other keys)',
      sample: 'Firebase ID token has "kid" claim which does not correspond to a known public key.',
    },
    {
      id: 'signature',
      says: 'Firebase ID token has invalid signature',
      means: { 'signed-by-unknown-key': 4, 'token-of-other-kind': 3, 'signed-bytes-differ': 1 },
      sample: 'Firebase ID token has invalid signature.',
    },
    {
      id: 'expired',
      says: ['Firebase ID token has expired', 'auth/id-token-expired'],
      means: ENDED,
      sample: 'Firebase ID token has expired. Get a fresh ID token (auth/id-token-expired).',
    },
  ],
};
