import type { Outcome, Suite } from './suites.ts';
import { markdownOf, markdownTable } from './table.ts';

export interface SuiteDone extends Outcome {
  readonly suite: Suite;
}

/** docs/performance.md: one run, as it was measured. */
export function performancePage(machine: string, done: readonly SuiteDone[]): string {
  const sections = done.map(({ suite, standings, figures, remarks = [] }) =>
    [
      figures
        ? `## ${suite.question}\n\nIn ${suite.unit}.\n\n${markdownOf(figures)}\n`
        : `## ${suite.question}\n\nRatio: ${suite.unit}.\n\n${markdownTable(standings, suite)}\n`,
      ...(remarks.length === 0 ? [] : [`${remarks.join('\n')}\n`]),
    ].join('\n'),
  );
  return `# Performance

Written by \`npm run bench -- --write\` on one machine (${machine}). The contenders run in interleaved rounds, and each
ratio is taken within its round: it holds elsewhere too, while the absolute figures are that machine's. The tokens are
RS256 under a 2048-bit key with the claims of the Vonage profile.

${sections.join('\n')}`;
}
