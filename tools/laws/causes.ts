import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CAUSES } from '../../src/core/causes/index.ts';
import type { Cause } from '../../src/core/evidence/cause.ts';
import { differences } from '../generated.ts';
import type { Law } from '../law.ts';
import { factsLine, TEMPLATE_WORD } from '../new-cause.ts';
import { VECTOR_FOLDER, vectors } from '../vectors.ts';

export const causes: Law = {
  name: 'causes',
  rule: 'One file a cause, named as its id, with a citation, an example, a vector and a page',
  async faults(root) {
    const stale = differences(root, vectors(), [VECTOR_FOLDER]).map(
      ([path, how]) => `${path}: ${how === 'orphan' ? 'no cause has this id' : how}; npm run generate`,
    );
    return [...catalogueFaults(CAUSES, root), ...stale];
  },
};

const NOT_CAUSES = ['index.ts', 'facts.ts'];

/** What is wrong with the catalogue itself. Its pages are held by the law `docs`, its examples by test/law. */
export function catalogueFaults(catalogue: readonly Cause[], root: string): readonly string[] {
  const folder = 'src/core/causes';
  const ids = catalogue.map((cause) => cause.id as string);
  const files = readdirSync(join(root, folder)).filter((name) => !NOT_CAUSES.includes(name));
  const facts = readFileSync(join(root, folder, 'facts.ts'), 'utf8');
  const faults = [
    ...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `${folder}/index.ts: ${id} is listed twice`),
    ...ids
      .filter((id) => !files.includes(`${id}.ts`))
      .map((id) => `${folder}/${id}.ts: no such file for the cause ${id}`),
    ...files
      .filter((name) => !ids.includes(name.replace(/\.ts$/, '')))
      .map((name) => `${folder}/${name}: index.ts lists no cause of this name`),
    ...files
      .filter((name) => readFileSync(join(root, folder, name), 'utf8').includes(TEMPLATE_WORD))
      .map((name) => `${folder}/${name}: still holds ${TEMPLATE_WORD} of the skeleton`),
    ...ids.filter((id) => !facts.includes(factsLine(id))).map((id) => `${folder}/facts.ts: expected ${factsLine(id)}`),
  ];
  for (const cause of catalogue) {
    const unsound = cause.cites.filter(
      ({ title, url }) => title.trim() === '' || !URL.canParse(url) || !url.startsWith('https://'),
    );
    for (const { title, url } of unsound)
      faults.push(`${folder}/${cause.id}.ts: cites ${title} at ${url}: expected a title and an https URL`);
    if (cause.title.trim() === '' || cause.title.endsWith('.'))
      faults.push(`${folder}/${cause.id}.ts: expected a title without a full stop`);
  }
  return faults;
}
