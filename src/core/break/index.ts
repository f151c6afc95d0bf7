import { CLAIMS } from './claims.ts';
import { ENVIRONMENT } from './environment.ts';
import { EXPECTED } from './expected.ts';
import { HEADER } from './header.ts';
import { KEY } from './key.ts';
import { PERMISSION } from './permission.ts';
import { REGISTRY } from './registry.ts';
import { SHAPE } from './shape.ts';
import { SIGNATURE } from './signature.ts';
import { TIME } from './time.ts';
import { TRANSPORT } from './transport.ts';
import type { Variants } from './variants-of.ts';

/** Other ways to each cause than its example. */
export const VARIANTS: Variants = {
  ...TRANSPORT,
  ...SHAPE,
  ...HEADER,
  ...CLAIMS,
  ...EXPECTED,
  ...REGISTRY,
  ...SIGNATURE,
  ...TIME,
  ...PERMISSION,
  ...KEY,
  ...ENVIRONMENT,
};
