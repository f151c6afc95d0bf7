import { test } from 'vitest';
import { holdsInEveryLook, openProfile, sharedBrowser } from '../support/browser.ts';
import { sharedSystem } from '../support/system.ts';

const system = sharedSystem();
const browser = sharedBrowser();

for (const [name, path] of [
  ['causes', '/causes'],
  ['cause', '/causes/key-pair-not-saved'],
  ['reference', '/docs'],
] as const) {
  test(`${path} is drawn without a script, in every look`, { timeout: 240_000 }, async () => {
    const profile = await openProfile(browser(), system().url);
    await holdsInEveryLook(await profile.openTab(path), name);
  });
}
