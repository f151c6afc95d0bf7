import type { CauseId } from '../evidence/cause-id.ts';
import type { RegistryEvidence } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';
import type { Kit } from '../evidence/kit.ts';

/** Other ways to each cause, beside its example: inputs that have it as their root. Kept apart from the causes, which are shipped to browsers. */
export type Variants = { readonly [Id in CauseId]?: (kit: Kit) => readonly Input[] };

type Application = NonNullable<RegistryEvidence['application']>;

/** The input, with what the registry knows about its application changed. */
export function withApplication(input: Input, change: Partial<Application>): Input {
  const application = input.registry?.application;
  return application ? withRegistry(input, { application: { ...application, ...change } }) : input;
}

export function withRegistry(input: Input, change: Partial<RegistryEvidence>): Input {
  return input.registry ? { ...input, registry: { ...input.registry, ...change } } : input;
}

/** The key alone, as `mintmark keys check` sees it. */
export function keysAlone(kit: Kit, keys: readonly (string | Uint8Array)[]): readonly Input[] {
  return keys.map((key) => ({ profile: 'vonage', now: kit.now, key }));
}

/** Good inputs, each with a token of these claims. */
export function withClaims(kit: Kit, ...claims: readonly { readonly [name: string]: unknown }[]): readonly Input[] {
  return claims.map((change) => kit.input({ token: kit.mint({ claims: change }) }));
}
