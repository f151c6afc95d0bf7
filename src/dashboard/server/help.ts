import address from '../../../dist/help-index.json?url';
import { type HelpIndex, openIndex } from '../../help/help-index.ts';
import { type Loading, useLoaded } from './api.ts';
import { problemOf, unreachable } from './problem.ts';

let opening: Promise<HelpIndex> | undefined;

/** The index of the help, loaded when it is first asked for. @throws ApiProblem where it does not come */
export function openHelp(): Promise<HelpIndex> {
  opening ??= load().catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

export function useHelp(): Loading<HelpIndex> & { readonly reload: () => void } {
  return useLoaded('help', async () => ({ value: await openHelp(), etag: undefined }));
}

async function load(): Promise<HelpIndex> {
  let response: Response;
  try {
    response = await fetch(address);
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  return openIndex(await response.json());
}
