import type { Profile } from '../claims/profile.ts';

/** Who or what decided by whose rules a token is judged, the surest first. */
export type ChosenBy = 'user' | 'registry' | 'host' | 'issuer' | 'claims' | 'default';

/** Whose rules judge, and why these. */
export interface Rules {
  readonly profile: Profile;
  readonly chosenBy: ChosenBy;
  /** What was seen, to stand after "because": `the request goes to api.nexmo.com`. */
  readonly because: string;
}

/** Who has to act on a finding: whoever signs or sends; asked for the token; configures the API; issues; or nobody yet. */
export type Party = 'sender' | 'requester' | 'verifier' | 'issuer' | 'nobody';
