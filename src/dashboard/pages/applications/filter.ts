import type { Application } from '../../../wire/application.ts';
import { ENVIRONMENTS, type Environment } from './label-fields.tsx';

export const PAGE_SIZE = 25;

export const SORTS = { name: 'Name', created: 'Created', changed: 'Changed' } as const;
export type Sort = keyof typeof SORTS;

/** What is shown of the list, as the address of the page keeps it. */
export interface Filter {
  readonly search: string;
  readonly capability: string;
  /** Empty: any. */
  readonly environment: Environment;
  readonly sort: Sort;
  readonly isDescending: boolean;
  readonly page: number;
}

export function filterOf(query: URLSearchParams): Filter {
  const sort = query.get('sort') ?? '';
  return {
    search: query.get('q') ?? '',
    capability: query.get('capability') ?? '',
    environment: ENVIRONMENTS.find(([name]) => name === query.get('environment'))?.[0] ?? '',
    sort: Object.hasOwn(SORTS, sort) ? (sort as Sort) : 'changed',
    isDescending: query.has('order') ? query.get('order') === 'down' : sort !== 'name',
    page: Math.max(1, Math.floor(Number(query.get('page')) || 1)),
  };
}

/** The applications that fit, in order. A search is for each of its words, in name, id, note, environment or capabilities. */
export function applyFilter(all: readonly Application[], filter: Filter): readonly Application[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = all.filter(
    (application) =>
      (filter.capability === '' || Object.hasOwn(application.capabilities, filter.capability)) &&
      (filter.environment === '' || filter.environment === application.environment) &&
      words.every((word) => textOf(application).includes(word)),
  );
  const direction = filter.isDescending ? -1 : 1;
  return fitting.sort((a, b) => direction * compare(a, b, filter.sort));
}

export function capabilitiesOf(all: readonly Application[]): readonly string[] {
  return [...new Set(all.flatMap(({ capabilities }) => Object.keys(capabilities)))].sort();
}

function textOf({ name, id, note, environment, capabilities }: Application): string {
  return [name, id, note, environment, ...Object.keys(capabilities)].join(' ').toLowerCase();
}

function compare(a: Application, b: Application, sort: Sort): number {
  if (sort === 'name') return a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
  const [left, right] = sort === 'created' ? [a.created_at, b.created_at] : [a.updated_at, b.updated_at];
  return left < right ? -1 : left > right ? 1 : a.name.localeCompare(b.name);
}
