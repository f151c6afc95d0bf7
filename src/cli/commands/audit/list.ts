import { AUDIT_KINDS, type AuditKind } from '../../../core/audit/kinds.ts';
import type { AuditFilters, AuditLine } from '../../../wire/audit-log.ts';
import { defineCommand, type FlagValues } from '../../command/command.ts';
import { CLIENT, openClient } from '../../server/client.ts';
import { EXIT, usage } from '../../terminal/failure.ts';
import { table } from '../../terminal/table.ts';

/** What a list and an export are filtered by. */
export const FILTER_FLAGS = {
  account: { value: 'API_KEY', brief: 'An account below yours; your own by default.' },
  kind: { value: 'KIND', brief: 'What happened: key.revoked, or key for all of keys.' },
  by: { value: 'TEXT', brief: 'Part of the id or name of who did it.' },
  subject: { value: 'TEXT', brief: 'Part of the id or name of what was changed.' },
  address: { value: 'ADDRESS', brief: 'The address that it was done from.' },
  since: { value: 'TIME', brief: 'From this time on: 2026-11-30, or 2026-11-30T12:00:00Z.' },
  until: { value: 'TIME', brief: 'Before this time.' },
} as const;

/** The filters as a query. @throws Failure (usage) for a time that is none */
export function filtersOf(flags: FlagValues<typeof FILTER_FLAGS>): AuditFilters {
  const { since, until, ...texts } = flags;
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined)),
    ...(since !== undefined && { since: secondsOf('--since', since) }),
    ...(until !== undefined && { until: secondsOf('--until', until) }),
  };
}

function secondsOf(flag: string, text: string): number {
  const milliseconds = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds)) {
    throw usage(`${flag}: expected a date or a time, such as 2026-11-30 or 2026-11-30T12:00:00Z`);
  }
  return milliseconds / 1000;
}

export const list = defineCommand({
  name: 'audit list',
  about: ['Who changed what in the account, newest first. For what was there before and after: --json.'],
  args: [],
  flags: { ...FILTER_FLAGS, limit: { value: 'NUMBER', brief: 'How many lines, up to 1000; 100 by default.' } },
  options: CLIENT,
  examples: ['mintmark audit list', 'mintmark audit list --kind key --subject "Order updates" --since 2026-11-01'],
  async run(call) {
    const { flags, json, terminal } = call;
    const { limit = '100', ...filters } = flags;
    if (!/^[1-9]\d{0,3}$/.test(limit) || Number(limit) > 1000) throw usage('--limit: expected a number from 1 to 1000');
    const query = { ...filtersOf(filters), limit: Number(limit) };
    const { lines, _links } = await openClient(call).send('GET /audit-log', { query });
    if (json) terminal.json(lines);
    else if (lines.length === 0) terminal.say('No line fits');
    else {
      const rows = lines.map((line) => [
        line.at,
        wordsOf(line.kind),
        whoOf(line),
        line.from.address ?? '-',
        whatOf(line),
      ]);
      terminal.data(table(['TIME', 'WHAT', 'BY', 'FROM', 'SUBJECT'], rows, terminal.out));
    }
    if (_links.next && !json) terminal.say('There are more: --until TIME, or mintmark audit export for all of them');
    return EXIT.fine;
  },
});

/** A newer server may know kinds that this one does not. */
const wordsOf = (kind: string): string => AUDIT_KINDS[kind as AuditKind] ?? kind;

function whoOf({ by }: AuditLine): string {
  if (by.kind === 'api-key') return `API key ${by.id}`;
  if (by.kind === 'person') return by.name ?? by.id ?? '-';
  return by.name === null ? by.kind : `${by.kind} (${by.name})`;
}

const whatOf = ({ subject }: AuditLine): string => subject.name ?? subject.id ?? '-';
