import type { Done } from './run-all.ts';
import { HEADINGS, rowsOf, type Sums } from './sums.ts';

/** The first score, of 2026-11-30, before anything was mended for these cases; it is not measured again. */
const FIRST = `| kind | cases | right | partly | wrong | falsely proved | sound refused | dead ends |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| identity providers | 19 | 7 | 5 | 7 | 2 | 0 | 0 |
| own APIs | 22 | 10 | 5 | 7 | 0 | 0 | 0 |
| gateways | 11 | 6 | 1 | 4 | 2 | 0 | 0 |
| providers | 23 | 15 | 6 | 2 | 0 | 0 | 0 |
| key texts | 8 | 8 | 0 | 0 | 0 | 0 | 0 |
| clocks | 3 | 2 | 0 | 1 | 0 | 0 | 0 |
| tokens elsewhere | 4 | 0 | 2 | 2 | 0 | 0 | 0 |
| sound tokens | 11 | 11 | 0 | 0 | 0 | 0 | 0 |
| pairs of faults | 5 | 4 | 1 | 0 | 0 | 0 | 0 |
| all | 106 | 63 | 20 | 23 | 4 | 0 | 0 |`;

/** That of the cases which were added later, each before anything was mended for it. */
const SECOND = `| kind | cases | right | partly | wrong | falsely proved | sound refused | dead ends |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| messages | 24 | 13 | 9 | 2 | 0 | 0 | 0 |
| requests with their answers | 18 | 11 | 4 | 3 | 1 | 0 | 0 |
| sound tokens | 11 | 11 | 0 | 0 | 0 | 0 | 0 |
| pairs of faults | 2 | 1 | 1 | 0 | 0 | 0 | 0 |
| all | 55 | 36 | 14 | 5 | 1 | 0 | 0 |`;

/** That of a third hunt. Two messages were taken for broken tokens, and so called proved. */
const THIRD = `| kind | cases | right | partly | wrong | falsely proved | sound refused | dead ends |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| messages | 34 | 15 | 10 | 9 | 2 | 0 | 0 |
| requests with their answers | 15 | 9 | 3 | 3 | 0 | 0 | 0 |
| pairs of faults | 7 | 6 | 1 | 0 | 0 | 0 | 0 |
| all | 56 | 30 | 14 | 12 | 2 | 0 | 0 |`;

/** That of a fourth hunt: brokers, backends and the languages behind them. */
const FOURTH = `| kind | cases | right | partly | wrong | falsely proved | sound refused | dead ends |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| messages | 18 | 9 | 7 | 2 | 0 | 0 | 0 |
| tokens with what was said | 5 | 3 | 2 | 0 | 0 | 0 | 0 |
| all | 23 | 12 | 9 | 2 | 0 | 0 | 0 |`;

/** Inputs of our own making, after the reader of pasted text was walked. One answer that was written down was itself wrong. */
const OWN = `| kind | cases | right | partly | wrong | falsely proved | sound refused | dead ends |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| faults alone and in pairs | 12 | 11 | 1 | 0 | 0 | 0 | 0 |
| sound tokens in what people paste | 8 | 8 | 0 | 0 | 0 | 0 | 0 |
| values that a text only refers to | 5 | 3 | 0 | 2 | 1 | 0 | 0 |
| keys in documents and programs | 5 | 5 | 0 | 0 | 0 | 0 | 0 |
| all | 30 | 27 | 1 | 2 | 1 | 0 | 0 |`;

/** docs/field.md. */
export function fieldPage(done: readonly Done[], sums: Sums): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = [line(HEADINGS), line(HEADINGS.map((_, at) => (at === 0 ? '---' : '---:'))), ...rowsOf(sums).map(line)];
  const cases = done.map(({ field, judged }) =>
    line([judged.score, field.title.replaceAll('|', '\\|'), sourceOf(field.source)]),
  );
  return `# Cases from the field

Threads of the public web in which somebody had a 401, with what turned out to be behind it. Each is rebuilt with keys,
names and tokens of our own, and given to \`mintmark doctor\` as its person would have given it. The right answer was
written down before the doctor was asked. Run them with \`npm run bench -- field\`; \`--write\` writes this page.

Right: everything holds that an honest answer has to say. Partly: what is said is true, and something is missing.
Wrong: another verdict, a cause called proved that is not the cause, or nothing of what matters.

## First score, 2026-11-30

${FIRST}

## First score of 55 later cases

${SECOND}

## First score of a third hunt

${THIRD}

## First score of a fourth hunt

${FOURTH}

## First score of 30 inputs of our own making

${OWN}

## Now

${table.join('\n')}

## The cases

| now | situation | source |
| --- | --- | --- |
${cases.join('\n')}
`;
}

function sourceOf(source: string): string {
  const [, repository, number] = /^([\w.-]+\/[\w.-]+)#(\d+)$/.exec(source) ?? [];
  if (repository === undefined) return `[${new URL(source).hostname}](${source})`;
  return `[${source}](https://github.com/${repository}/issues/${number})`;
}
