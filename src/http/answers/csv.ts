import type { LogEntry } from '../../wire/logged-request.ts';

const COLUMNS: readonly (readonly [name: string, of: (entry: LogEntry) => string | number | null])[] = [
  ['at', ({ at }) => new Date(at * 1000).toISOString()],
  ['outcome', ({ outcome }) => outcome],
  ['status', ({ status }) => status],
  ['cause', ({ cause }) => cause],
  ['title', ({ title }) => title],
  ['application_id', ({ application_id }) => application_id],
  ['method', ({ method }) => method],
  ['path', ({ path }) => path],
  ['client_address', ({ client_address }) => client_address],
  ['user_agent', ({ user_agent }) => user_agent],
  ['key_fingerprint', ({ key_fingerprint }) => key_fingerprint],
  ['token_hash', ({ token_hash }) => token_hash],
  ['stands_for', ({ stands_for }) => stands_for],
  ['id', ({ id }) => id],
];

/** The first line (RFC 4180 §2). */
export const CSV_HEAD = `${COLUMNS.map(([name]) => name).join(',')}\r\n`;

export function csvLine(entry: LogEntry): string {
  return `${COLUMNS.map(([, of]) => cell(of(entry))).join(',')}\r\n`;
}

/** Whoever sends a request chooses its path and User-Agent: a spreadsheet must not run them as a formula. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
