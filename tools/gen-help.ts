/** Makes the index that the page searches in: `dist/help-index.json`, from what is built. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { indexFile } from '../src/help/help-index.ts';
import { helpIndex } from './docs/help-entries.ts';
import { house } from './law.ts';

mkdirSync(join(house, 'dist'), { recursive: true });
writeFileSync(join(house, 'dist/help-index.json'), JSON.stringify(indexFile(await helpIndex())));
