import type { TextForm } from '../profile.ts';
import { RSA_BITS } from './usual-claims.ts';

/** Ids of keys and of teams: ten characters. */
export const TEN_CHARACTERS: RegExp = /^[0-9A-Z]{10}$/;

export const TEAM_ID: TextForm = {
  matches: TEN_CHARACTERS,
  words: 'a team id of ten characters, capital letters and digits',
};

/** Names the key: every token of Apple's has it. */
export const APPLE_KID = {
  name: 'kid',
  required: true,
  form: { matches: TEN_CHARACTERS, words: 'a key id of ten characters, as in the name of the .p8 file' },
} as const;

export const APPLE_HEADER = [{ name: 'typ', required: false, accepts: ['JWT'] }, APPLE_KID] as const;

/** Apple’s own samples of these tokens have no typ; JWT, where there is one. */
export const APPLE_HEADER_WITHOUT_TYP = [
  { name: 'typ', required: false, accepts: ['JWT'], isMediaType: true },
  APPLE_KID,
] as const;

/** Elliptic-curve keys alone: no RSA key is ever accepted, and this is what a report measures one by. */
export const NO_RSA = RSA_BITS;
