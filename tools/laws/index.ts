import type { Law } from '../law.ts';
import { causes } from './causes.ts';
import { deadCode } from './dead-code.ts';
import { docs } from './docs.ts';
import { examples } from './examples.ts';
import { fileSize } from './file-size.ts';
import { layers } from './layers.ts';
import { links } from './links.ts';
import { packaging } from './packaging.ts';
import { plainWords } from './plain-words.ts';
import { rooms } from './rooms.ts';
import { style } from './style.ts';
import { words } from './words.ts';

/** The laws that a look at the tree decides. The ones that need a run are tests: test/law and test/contract. */
export const laws: readonly Law[] = [
  layers,
  rooms,
  style,
  fileSize,
  words,
  plainWords,
  links,
  causes,
  docs,
  examples,
  packaging,
  deadCode,
];
