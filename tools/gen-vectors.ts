/** Makes vectors/causes from the example of each cause, under the test keys of vectors/keys and a clock that stands. */
import { writeAll } from './generated.ts';
import { house } from './law.ts';
import { VECTOR_FOLDER, vectors } from './vectors.ts';

const changed = writeAll(house, vectors(), [VECTOR_FOLDER]);
console.log(changed.length === 0 ? 'vectors: up to date' : changed.join('\n'));
