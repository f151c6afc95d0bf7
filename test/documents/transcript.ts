/** A command of a document, and what the document says that it prints. */
export interface Step {
  readonly command: string;
  readonly expected: string;
}

/**
 * The commands of every fenced `console` block, in order: lines that begin with `$ `, and `> ` where one goes on. What
 * follows them is their output: `…` stands for any text in a line, a line of three dots for any lines.
 */
export function stepsOf(markdown: string): readonly Step[] {
  return [...markdown.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap((block) => stepsOfBlock(block[1] as string));
}

function stepsOfBlock(block: string): Step[] {
  const steps: { command: string; expected: string }[] = [];
  for (const line of block.trimEnd().split('\n')) {
    const last = steps.at(-1);
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), expected: '' });
    else if (last === undefined) throw new Error(`A console block begins with output: ${line}`);
    else if (line.startsWith('> ') && last.expected === '') last.command += `\n${line.slice(2)}`;
    else last.expected += `${line}\n`;
  }
  return steps;
}

/** Matches an output that is what the document says. */
export function patternOf(expected: string): RegExp {
  const lines = expected.split('\n').slice(0, -1);
  const patterns = lines.map((line) => {
    if (line === '...') return '(?:[^\\n]*\\n)*?';
    return `${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/…/g, '[^\\n]*')}\\n`;
  });
  return new RegExp(`^${patterns.join('')}$`);
}
