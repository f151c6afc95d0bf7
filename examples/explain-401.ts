import { diagnose } from '@mintmark/jwt';

export function whyRejected(token: string, publicKey: string): string {
  const { verdict, findings } = diagnose({ token, publicKey });
  const [root] = findings;
  if (root === undefined) return verdict === 'accepted' ? 'The token is good.' : 'Nothing found. Is this all there is?';
  // The cause tells which facts there are.
  if (root.cause === 'clock-ahead') return `Set the clock back by ${root.facts.aheadSeconds} seconds.`;
  return `${root.title} ${root.fix.steps[0]}`;
}
