import { usualLifetime } from '../claims/lifetime.ts';
import type { Input } from '../evidence/input.ts';
import { observe } from '../observe/observe.ts';
import { timesOf } from '../observe/token-times.ts';
import { reissue } from './reissue.ts';

/** The same input with its token minted at the verifier's time, to live as long as before or `lifetimeSeconds`. */
export function remint(input: Input, lifetimeSeconds?: number): Input | undefined {
  const evidence = observe(input);
  const times = timesOf(evidence);
  if (!times) return undefined;
  const iat = Math.floor(times.now);
  const exp = iat + (lifetimeSeconds ?? usualLifetime(evidence.profile.lifetime, times.iat, times.exp));
  return reissue(input, { claims: { iat, exp, nbf: undefined } });
}
