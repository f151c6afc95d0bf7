import { existsSync } from 'node:fs';
import type { ProfileFault } from '../../core/claims/documents/fault.ts';
import { readProfile } from '../../core/claims/documents/read-profile.ts';
import type { Profile } from '../../core/claims/profile.ts';
import { PROFILES, profileById } from '../../core/claims/profiles/index.ts';
import { usage } from '../terminal/failure.ts';
import { didYouMean } from '../terminal/suggest.ts';
import { readTextFile } from './text-argument.ts';

/** A built-in profile by its name, or one from a file. @throws Failure (usage) that names each fault of the file */
export function readProfileArgument(argument: string): Profile {
  const builtIn = profileById(argument);
  if (builtIn !== undefined) return builtIn;
  const path = argument.replace(/^@/, '');
  if (!isPath(argument)) {
    const known = PROFILES.map(({ id }) => id);
    throw usage(
      `There is no profile with that name.${didYouMean(argument, known)}`,
      `Profiles: ${known.join(', ')}`,
      'A profile of your own is a JSON file: --profile FILE',
    );
  }
  const reading = readProfile(readTextFile(path, '--profile'));
  if (reading.ok) return reading.profile;
  throw usage(
    `--profile: ${path} is not a profile`,
    ...reading.faults.slice(0, 5).map(faultInWords),
    ...(reading.faults.length > 5 ? [`See all ${reading.faults.length}: mintmark profile check ${path}`] : []),
  );
}

/** A name of a file rather than of a profile: a mistyped name has none of these. */
function isPath(argument: string): boolean {
  return /^@|[/\\]|\.json$/i.test(argument) || existsSync(argument);
}

/** One line: where, what was expected and received, and what to do. */
export function faultInWords({ pointer, expected, received, fix }: ProfileFault): string {
  return `${pointer === '' ? 'the whole file' : pointer}: expected ${expected}; received ${received}. ${fix}`;
}

/** The key set that the profile names, where no other key was given. */
export function keySetOf(profile: Profile | undefined, flags: KeyFlags): string | undefined {
  const isGiven = [[flags.public].flat()[0], flags.app, flags.secret, flags.jwks[0]].some(
    (source) => source !== undefined,
  );
  return isGiven ? undefined : profile?.keys?.url;
}

interface KeyFlags {
  readonly public: string | readonly string[] | undefined;
  readonly app: string | undefined;
  readonly secret: string | undefined;
  readonly jwks: readonly string[];
}
