import { indexFile, openIndex } from '../../src/help/help-index.ts';
import { helpIndex } from '../../tools/docs/help-entries.ts';

/** The index as the page has it: made, written and opened again. */
export async function builtIndex() {
  return openIndex(JSON.parse(JSON.stringify(indexFile(await helpIndex()))));
}
