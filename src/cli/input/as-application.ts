import type { Input } from '../../core/evidence/input.ts';

/** The rules of an application and its id, where its public key was given and no server is asked. */
export function asApplication(input: Input, id: string): Pick<Input, 'profile' | 'because' | 'expected'> {
  const rules = input.profile === undefined ? { profile: 'vonage', because: 'you named its application (--app)' } : {};
  return { ...rules, expected: { ...input.expected, application: id } };
}
