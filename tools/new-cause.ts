/**
 * Starts a cause: `npm run new-cause -- <id>` writes its file, its id, its facts, its place in the list and its test. Every
 * word that has to be replaced is marked; the law `causes` is broken until none is left.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { house } from './law.ts';

export const TEMPLATE_WORD = 'REPLACE';

if (import.meta.main) process.exitCode = main(process.argv[2]);

function main(id: string | undefined): number {
  if (id === undefined || !/^[a-z]+(-[a-z0-9]+)+$/.test(id)) {
    console.error('Usage: npm run new-cause -- <id>. The id is kebab-case and names the defect: token-encoded-twice');
    return 2;
  }
  if (existsSync(join(house, `src/core/causes/${id}.ts`))) {
    console.error(`src/core/causes/${id}.ts is there already`);
    return 2;
  }
  console.log(
    `${startCause(house, id).join('\n')}\n\nThen: npm run lint -- --write src test; npm run generate; npm run check`,
  );
  return 0;
}

/** @returns the paths that were written. */
export function startCause(root: string, id: string): readonly string[] {
  const name = nameOf(id);
  const edit = (path: string, change: (text: string) => string): string => {
    const whole = join(root, path);
    writeFileSync(whole, change(existsSync(whole) ? readFileSync(whole, 'utf8') : ''));
    return path;
  };
  return [
    edit(`src/core/causes/${id}.ts`, () => skeleton(id, name)),
    edit('src/core/evidence/cause-id.ts', (text) =>
      text.includes(`'${id}'`) ? text : text.replace(/;\s*$/, `\n  | '${id}';\n`),
    ),
    // The last place, in the last stage: the order of precedence holds until both are chosen.
    edit('src/core/causes/index.ts', (text) =>
      `import { ${name} } from './${id}.ts';\n${text}`.replace(
        /(\[?),?\s*\];\s*$/,
        (_, open: string) => `${open || ','}\n  ${name},\n];\n`,
      ),
    ),
    edit('src/core/causes/facts.ts', (text) =>
      `import type { ${name} } from './${id}.ts';\n${text}`.replace(/\n}\n/, `\n  ${factsLine(id)}\n}\n`),
    ),
    edit(`test/core/causes/${id}.test.ts`, () => testSkeleton(id, name)),
  ];
}

/** How src/core/causes/facts.ts names the facts of a cause. */
export function factsLine(id: string): string {
  return `'${id}': FactsIn<typeof ${nameOf(id)}>;`;
}

function nameOf(id: string): string {
  return id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function skeleton(id: string, name: string): string {
  return `import { defineCause } from '../evidence/cause.ts';
import { rfc } from '../evidence/sources.ts';
import { pairs, paragraph, steps } from '../evidence/doc.ts';

type Facts = {
  /** ${TEMPLATE_WORD}: what it holds, with its unit. */
  readonly received: string;
};

export const ${name} = defineCause<Facts>({
  id: '${id}',
  stage: 'environment',
  cites: [rfc(7519, '${TEMPLATE_WORD}')],
  needs: ['token'],
  title: '${TEMPLATE_WORD}: the defect in a few words',
  article: {
    symptom: [paragraph('${TEMPLATE_WORD}: what the person sees.')],
    cause: [paragraph('${TEMPLATE_WORD}: why it happens.')],
    resolution: [steps('${TEMPLATE_WORD}: the first step.')],
  },
  /** Cheap on a good token, and it never throws. */
  find(evidence) {
    const received = evidence.token?.header.members?.['${TEMPLATE_WORD}'];
    return typeof received === 'string' ? { facts: { received: received.slice(0, 80) } } : undefined;
  },
  explain: ({ received }) => ({
    title: '${TEMPLATE_WORD}: one sentence that names the defect in the input.',
    detail: [pairs(['expected', '${TEMPLATE_WORD}'], ['received', received])],
  }),
  fix: () => ({ applicability: 'likely', steps: ['${TEMPLATE_WORD}: one step.'] }),
  /** This cause is the root here, and nothing outranks it. */
  example: (kit) => kit.input({ token: kit.mint({ header: { ${TEMPLATE_WORD}: 'x' } }) }),
});
`;
}

function testSkeleton(id: string, name: string): string {
  return `import { expect, test } from 'vitest';
import { ${name} } from '../../../src/core/causes/${id}.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { kit } from '../../support/kit.ts';

test('is found in its example, and not in a good request', () => {
  expect(${name}.find(observe(${name}.example(kit)))?.facts).toEqual({ received: 'x' });
  expect(${name}.find(observe(kit.input()))).toBeUndefined();
});
`;
}
