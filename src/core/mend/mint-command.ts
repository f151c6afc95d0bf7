import type { Profile } from '../claims/profile.ts';
import type { Fix } from '../evidence/cause.ts';

/** Whether Mintmark mints tokens of this profile: then a command can be given. */
export function isMintable({ id }: Profile): boolean {
  return id === 'vonage';
}

export function mintCommand(isMintable: boolean): Pick<Fix, 'command'> {
  return isMintable ? { command: 'mintmark mint --app APPLICATION_ID --key private.key' } : {};
}
