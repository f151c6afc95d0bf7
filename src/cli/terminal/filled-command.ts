import { existsSync } from 'node:fs';
import type { Report } from '../../core/evidence/report.ts';
import { shellWord } from './shell-word.ts';

/** What the person gave, by the names under which a command can be given it again. */
export interface GivenNames {
  /** A key argument: a path, `env:NAME`; standard input and the text itself have no name. */
  readonly key?: string | undefined;
  readonly public?: string | undefined;
  readonly app?: string | undefined;
}

/** The same report, with its commands for the key and the application that were given: to be run as they are printed. */
export function withNames(report: Report, { key, public: half, app }: GivenNames): Report {
  const name = key === undefined ? undefined : nameOf(key);
  const other = half === undefined ? undefined : nameOf(half);
  return {
    ...report,
    findings: report.findings.map((finding) => {
      const { command } = finding.fix;
      return command === null
        ? finding
        : { ...finding, fix: { ...finding.fix, command: withPublic(fill(command, name, app), other) } };
    }),
  };
}

/** A command for a key that has this name; FILE stands for a path, and for nothing else. */
export function fill(command: string, name: string | undefined, app: string | undefined): string {
  const named = app === undefined || !/^[\w-]+$/.test(app) ? command : command.replaceAll('APPLICATION_ID', app);
  if (name === undefined) return named;
  return named
    .replace(/\bFILE\b/g, () => (name.startsWith('env:') ? 'FILE' : name))
    .replace(
      /(mintmark keys (?:repair|fingerprint|check|public|convert) |--key )private\.key/g,
      (_, before) => `${before}${name}`,
    );
}

/** The public key by its name. */
function withPublic(command: string, name: string | undefined): string {
  if (name === undefined) return command;
  return command.replace(
    /(mintmark keys (?:repair|fingerprint|check|convert) |--public )public\.pem/g,
    (_, before) => `${before}${name}`,
  );
}

function nameOf(key: string): string | undefined {
  if (/^env:\w+$/.test(key)) return key;
  if (key === '-' || key.length > 1000 || !existsSync(key)) return undefined;
  return shellWord(key);
}
