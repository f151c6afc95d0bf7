import { CAUSES, titleOf } from '../../src/core/causes/index.ts';
import { articleMarkdown } from '../../src/core/diagnosis/article.ts';
import { type Cause, STAGES } from '../../src/core/evidence/cause.ts';
import { exampleSection } from './example.ts';
import { cell, code, page, table } from './markdown.ts';

/** docs/causes: one page a cause, and their index, by path. */
export function causePages(): ReadonlyMap<string, string> {
  const pages = CAUSES.map((cause) => [`docs/causes/${cause.id}.md`, causePage(cause)] as const);
  return new Map([['docs/causes/README.md', indexPage()], ...pages]);
}

function indexPage(): string {
  const stages = STAGES.map((stage) => [stage, CAUSES.filter((cause) => cause.stage === stage)] as const);
  return page(
    'src/core/causes',
    '# Causes',
    'Why a request that is signed with a JWT is rejected. A request is judged stage by stage, in this order, and within a stage from the specific cause to the general one; the first that is found is the root. `mintmark explain <id>` shows the same page offline.',
    ...stages
      .filter(([, causes]) => causes.length > 0)
      .flatMap(([stage, causes]) => [`## ${stage}`, table(['cause', 'what is wrong', 'status'], causes.map(row))]),
  );
}

function row({ id, title, status, severity }: Cause): readonly string[] {
  return [`[${code(id)}](${id}.md)`, cell(title), severity === 'fault' ? `${status}` : 'accepted, with a risk'];
}

function causePage(cause: Cause): string {
  const article = articleMarkdown(cause, { titleOf, linkTo: (id) => `${id}.md` });
  return page(`src/core/causes/${cause.id}.ts`, article.trimEnd(), exampleSection(cause));
}
