import { apiPage } from './api.ts';
import { causePages } from './causes.ts';
import { cliPage } from './cli.ts';
import { GUIDE, libraryGuide } from './guide.ts';
import { libraryPage } from './library.ts';
import { optionsPage } from './options.ts';
import { profileSchema } from './profile-schema.ts';
import { openapiDocument } from './server.ts';

/** Folders whose files are all made: one that no generator names is an orphan. */
export const GENERATED_FOLDERS = ['docs/causes', 'docs/reference'] as const;

/** Every page that is made from the code, by its path in the project. */
export async function generatedPages(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ...causePages(),
    ['docs/reference/library.md', libraryPage()],
    [GUIDE, libraryGuide()],
    ['docs/reference/options.md', optionsPage()],
    ['docs/reference/api.md', apiPage(await openapiDocument())],
    ['docs/reference/cli.md', await cliPage()],
    ['docs/reference/profile.schema.json', profileSchema()],
  ]);
}
