import { readAcl } from '../../../src/core/claims/acl.ts';
import { compileAcl } from '../../../src/core/claims/compiled-acl.ts';

const PATTERNS = 150;
const TIMES = 2000;
/** No pattern covers it, so every one of them is tried. */
const PATH = '/v1/calls/7c9e6679-7425-40de-944b-e07fc1f90ae7/media/recordings/2026';

const KINDS: readonly { readonly name: string; readonly pattern: (at: number) => string }[] = [
  { name: 'as they are written', pattern: (at) => `/*/kind-${at}/**` },
  { name: 'each with `**` three times', pattern: (at) => `/**/calls/**/media/**/kind-${at}` },
];

/** CPU time of a verdict by a large acl, when it is seen first and when it is at hand. */
export function aclRemarks(): readonly string[] {
  return KINDS.map(({ name, pattern }) => {
    const claim = { paths: Object.fromEntries(Array.from({ length: PATTERNS }, (_, at) => [pattern(at), {}])) };
    const ready = compileAcl(readAcl(claim));
    const first = microseconds(() => compileAcl(readAcl(claim))('GET', PATH));
    const again = microseconds(() => ready('GET', PATH));
    return `An acl of ${PATTERNS} patterns, ${name}, of which none covers the path: read and judged in ${Math.round(first)} µs of CPU time, judged again in ${Math.round(again)} µs.`;
  });
}

function microseconds(work: () => boolean): number {
  for (let turn = 0; turn < TIMES; turn++) if (work()) throw new Error('an acl covers what it must not');
  const before = process.cpuUsage();
  for (let turn = 0; turn < TIMES; turn++) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / TIMES;
}
