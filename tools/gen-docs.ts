/** Makes docs/causes and docs/reference from the code, fills the guide with the examples, and deletes pages that nothing makes any more. */
import { GENERATED_FOLDERS, generatedPages } from './docs/pages.ts';
import { writeAll } from './generated.ts';
import { house } from './law.ts';

const changed = writeAll(house, await generatedPages(), GENERATED_FOLDERS);
console.log(changed.length === 0 ? 'docs: up to date' : changed.join('\n'));
