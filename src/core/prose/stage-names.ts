import type { Stage } from '../evidence/cause.ts';

/** What is judged at each stage, as a heading. */
export const STAGE_NAMES = {
  transport: 'The Authorization header and the request',
  shape: 'The text of the token',
  header: 'The JOSE Header',
  claims: 'The claims',
  registry: 'The application',
  signature: 'The signature and its key',
  time: 'Times and clocks',
  replay: 'Use and reuse',
  permission: 'The acl',
  key: 'The key file',
  environment: 'Host, network and provider',
} as const satisfies Record<Stage, string>;
