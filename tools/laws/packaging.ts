import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { type Law, runPackage } from '../law.ts';
import { PACKAGES, pack, stage } from '../packages.ts';

export const packaging: Law = {
  name: 'packaging',
  rule: 'The npm packages, as packed from the build, suit Node, bundlers and TypeScript (publint, attw)',
  async faults(root) {
    const folder = mkdtempSync(join(tmpdir(), 'mintmark-packages-'));
    try {
      const faults: string[] = [];
      for (const shape of PACKAGES) {
        const staged = join(folder, shape.name);
        stage(shape, root, staged);
        faults.push(...(await packageFaults(staged)).map((fault) => `${shape.name}: ${fault}`));
      }
      return faults;
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** What publint and Are The Types Wrong say about one package that is laid out in `folder`. */
export async function packageFaults(folder: string): Promise<readonly string[]> {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { messages } = await publint({ pkgDir: folder, pack: false, strict: true });
  const faults = messages.map((message) => formatMessage(message, manifest) ?? message.code);
  const tarball = await pack(folder, join(folder, 'node_modules'));
  const attw = await runPackage(
    '@arethetypeswrong/cli/dist/index.js',
    [tarball, '--profile', 'esm-only', '--no-emoji', '--no-color', '--format', 'ascii'],
    folder,
  );
  return attw.code === 0 ? faults : [...faults, attw.output.trim()];
}
