import type { Standing } from './rounds.ts';
import type { Suite } from './suites.ts';
import { markdownTable } from './table.ts';

/** docs/performance.md: one run, as it was measured. */
export function performancePage(
  machine: string,
  done: readonly { readonly suite: Suite; readonly standings: readonly Standing[] }[],
): string {
  const sections = done.map(
    ({ suite, standings }) => `## ${suite.question}\n\nRatio: ${suite.unit}.\n\n${markdownTable(standings, suite)}\n`,
  );
  return `# Performance

Written by \`npm run bench -- --write\` on one machine (${machine}). The contenders run in interleaved rounds, and each
ratio is taken within its round: it holds elsewhere too, while the absolute figures are that machine's. The tokens are
RS256 under a 2048-bit key with the claims of the Vonage profile.

${sections.join('\n')}`;
}
