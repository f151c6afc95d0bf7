import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { type Law, projectFiles } from '../law.ts';
import { imports } from './imports.ts';

/**
 * The rooms of each layer that has several, from top to bottom: a room imports only the rooms that stand below it in its
 * row, so no two rooms can need each other. `.` is the folder of the layer itself.
 */
export const ROOMS: { readonly [layer: string]: readonly string[] } = {
  core: [
    'break',
    'triage',
    'triage/quick',
    'diagnosis',
    'causes',
    'mend',
    'audit',
    'observe',
    'said',
    'said/products',
    'prose',
    'evidence',
    'jws',
    'request/captures',
    'request',
    'claims/documents',
    'claims/profiles',
    'claims/issuers',
    'claims',
    'keys',
    'encoding',
    'hash',
    '.',
  ],
  actions: ['people', '.', 'parts'],
  http: ['routes', 'sandbox', 'ext-authz', 'gate', 'pages', 'who', 'answers', 'server', 'problems'],
  cli: [
    '.',
    'commands',
    'commands/accounts',
    'commands/apps',
    'commands/audit',
    'commands/gate',
    'commands/keys',
    'commands/profile',
    'commands/secrets',
    'commands/webhook',
    'tour',
    'triage',
    'verify',
    'request',
    'break',
    'clock',
    'gate-check',
    'webhook',
    'mend',
    'server',
    'input',
    'command',
    'terminal',
  ],
  dashboard: [
    '.',
    'palette',
    'pages',
    'pages/account',
    'pages/applications',
    'pages/help',
    'pages/debugger',
    'pages/entrance',
    'pages/missing',
    'pages/requests',
    'pages/try',
    'parts',
    'server',
    'browser',
    'token',
    'snippets',
    'style',
  ],
  'adapters/sql': ['.', 'migrations'],
};

export const rooms: Law = {
  name: 'rooms',
  rule: 'A room imports only the rooms that stand below it in its layer',
  async faults(root) {
    const files = (await projectFiles(root)).filter((path) => /^src\/.*\.tsx?$/.test(path));
    return files.flatMap((file) => faultsOf(root, file));
  },
};

function faultsOf(root: string, file: string): string[] {
  const from = placeOf(file);
  if (from === undefined) return [];
  const order = ROOMS[from.layer] ?? ['.'];
  const rank = order.indexOf(from.room);
  if (rank < 0) {
    return [
      `${file}: ${from.layer} has no room ${from.room}; give it a place in tools/laws/rooms.ts and a paragraph in ARCHITECTURE.md`,
    ];
  }
  const targets = imports(readFileSync(join(root, file), 'utf8'))
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => placeOf(normalize(join(dirname(file), specifier))));
  const upward = targets.flatMap((to) => {
    const isAbove = to?.layer === from.layer && to.room !== from.room && order.indexOf(to.room) < rank;
    return isAbove ? [to.room] : [];
  });
  return [...new Set(upward)].map((room) => `${file}: ${from.room} may not import ${room}, which stands above it`);
}

/** Layer and room of a path; `undefined` for what stands in src itself. */
function placeOf(path: string): { readonly layer: string; readonly room: string } | undefined {
  const [src, ...folders] = dirname(path).split('/');
  if (src !== 'src' || folders.length === 0) return undefined;
  const depth = folders[0] === 'adapters' ? 2 : 1;
  return { layer: folders.slice(0, depth).join('/'), room: folders.slice(depth).join('/') || '.' };
}
