/** Packs the npm packages from what is built: `npm run pack` writes dist/packages/*.tgz. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { house } from './law.ts';
import { PACKAGES, pack, stage } from './packages.ts';

const destination = join(house, 'dist/packages');
rmSync(destination, { recursive: true, force: true });
for (const shape of PACKAGES) {
  const folder = join(destination, 'stage', shape.name);
  stage(shape, house, folder);
  console.log(await pack(folder, destination));
}
rmSync(join(destination, 'stage'), { recursive: true });
