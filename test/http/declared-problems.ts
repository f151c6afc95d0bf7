import { expect } from 'vitest';
import { PROBLEMS } from '../../src/http/problems/catalogue.ts';

interface Answered {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly title: string;
}
interface Document {
  readonly paths: Record<
    string,
    Record<string, { readonly responses?: Record<string, { readonly description: string }> } | undefined>
  >;
}

/** What any request can be answered with, also one that has a body where none belongs: no operation lists it. */
const OF_ANY_REQUEST = new Set(
  (
    [
      'malformed-request',
      'header-lines',
      'request-timeout',
      'unavailable',
      'internal-error',
      'wrong-verb',
      'path-not-found',
      'malformed-json',
      'body-too-large',
      'unsupported-content-type',
    ] as const
  ).map((id) => `${PROBLEMS[id].status} ${PROBLEMS[id].title}`),
);

let document: Promise<Document> | undefined;

/** Fails where an operation answers with a problem that its OpenAPI description does not have. */
export async function expectDeclared(url: string, answered: Answered): Promise<void> {
  if (OF_ANY_REQUEST.has(`${answered.status} ${answered.title}`)) return;
  document ??= fetch(`${url}/openapi.json`).then((response) => response.json() as Promise<Document>);
  const operation = operationAt(await document, answered);
  const isOfCatalogue = Object.values(operation?.responses ?? {}).some(
    ({ description }) => namesIn(description).size > 0,
  );
  if (!operation || !isOfCatalogue) return;
  const declared = namesIn(operation.responses?.[answered.status]?.description ?? '');
  expect([...declared], `${answered.method} ${answered.path} answers ${answered.status}`).toContain(answered.title);
}

const TITLES = new Set(Object.values(PROBLEMS).map(({ title }) => title));

/** Titles of problems that the description of an answer lists. */
function namesIn(description: string): Set<string> {
  const names = description.split('; ').map((name) => name.replace(/ \([a-z-]+\)$/, ''));
  return new Set(names.filter((name) => TITLES.has(name)));
}

/** The operation at a path; literal segments go before parameters. */
function operationAt({ paths }: Document, { method, path }: Answered) {
  const wanted = segmentsOf(path.split('?', 1)[0] as string);
  const [pattern] = Object.keys(paths)
    .filter((one) => {
      const segments = segmentsOf(one);
      return (
        segments.length === wanted.length && segments.every((part, at) => part.startsWith('{') || part === wanted[at])
      );
    })
    .sort((one, other) => one.split('{').length - other.split('{').length);
  return pattern === undefined ? undefined : paths[pattern]?.[method.toLowerCase()];
}

const segmentsOf = (path: string) => path.split('/').filter((part) => part !== '');
