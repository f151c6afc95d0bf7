import { csharp, go, java } from './compiled.ts';
import { curl, node, php, python, ruby } from './scripts.ts';
import type { Snippet } from './snippet.ts';

/** In the order in which they are offered. */
export const SNIPPETS: readonly Snippet[] = [node, python, php, java, ruby, go, csharp, curl];
