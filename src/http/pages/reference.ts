import { escapeHtml } from '../../core/prose/html.ts';
import { PROBLEMS } from '../problems/catalogue.ts';
import { descriptionOf, referenceOf, type Schema, schemaRows, typeOf } from './schema-rows.ts';
import { pageHtml } from './shell.ts';

interface Content {
  readonly [mediaType: string]: { readonly schema?: Schema };
}
interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly { readonly [scheme: string]: unknown }[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses?: { readonly [status: string]: { readonly description?: string; readonly content?: Content } };
}

/** An OpenAPI document, as far as it is drawn. */
export interface OpenapiDocument {
  readonly paths?: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components?: { readonly schemas?: { readonly [name: string]: Schema } };
}

interface Entry {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly anchor: string;
}

/** The reference page, drawn from the OpenAPI document: operations by tag, schemas, and the problems of Mintmark's own. */
export function referencePage(document: OpenapiDocument): string {
  const entries = entriesOf(document);
  const tags = [...new Set(entries.map(tagOf))];
  const schemas = Object.entries(document.components?.schemas ?? {});
  const main = [
    '<h1>API reference</h1>',
    '<p>Drawn from the schemas that validate every request: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1). ' +
      'Errors are <code>application/problem+json</code> (RFC 9457). Causes of a 401 have <a href="/causes">articles</a>.</p>',
    ...tags.map((tag) => contentsOf(tag, entries)),
    ...tags.flatMap((tag) => [
      `<h2>${escapeHtml(tag)}</h2>`,
      ...entries.filter((entry) => tagOf(entry) === tag).map(operationHtml),
    ]),
    '<h2>Schemas</h2>',
    ...schemas.map(
      ([name, schema]) => `<h3 id="schema-${escapeHtml(name)}">${escapeHtml(name)}</h3>${membersHtml(schema)}`,
    ),
    '<h2>Problems</h2>',
    '<p>Types that begin with <code>https://developer.vonage.com/api-errors</code> are those of Vonage. These are the others:</p>',
    '<dl>',
    ...Object.entries(PROBLEMS).flatMap(([id, { status, title, page }]) =>
      page === undefined
        ? []
        : [
            `<dt id="problem-${id}"><code>${id}</code>: ${status} ${escapeHtml(title)}</dt><dd>${escapeHtml(page)}</dd>`,
          ],
    ),
    '</dl>',
  ];
  return pageHtml({ title: 'API reference', main: main.join('\n'), place: 'docs' });
}

function entriesOf({ paths = {} }: OpenapiDocument): readonly Entry[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
      anchor: operation.operationId ?? `${method}-${path.replace(/[^A-Za-z0-9]+/g, '-')}`,
    })),
  );
}

function tagOf({ operation }: Entry): string {
  return operation.tags?.[0] ?? 'Other';
}

function contentsOf(tag: string, entries: readonly Entry[]): string {
  const items = entries
    .filter((entry) => tagOf(entry) === tag)
    .map(
      ({ anchor, method, path }) =>
        `<li><a href="#${escapeHtml(anchor)}"><code>${method} ${escapeHtml(path)}</code></a></li>`,
    );
  return `<details><summary>${escapeHtml(tag)}</summary><ul>${items.join('')}</ul></details>`;
}

function operationHtml({ method, path, operation, anchor }: Entry): string {
  const { summary = '', description, parameters = [], requestBody, responses = {} } = operation;
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  const parts = [
    `<section aria-labelledby="${escapeHtml(anchor)}">`,
    `<h3 id="${escapeHtml(anchor)}"><span class="tag">${method}</span> <code>${escapeHtml(path)}</code></h3>`,
    `<p>${escapeHtml(summary)}</p>`,
    description === undefined ? '' : `<p>${escapeHtml(description)}</p>`,
    `<p class="muted">${credentialsOf(operation)}</p>`,
    table(
      ['Parameter', 'In', 'Type', 'Meaning'],
      parameters.map((parameter) => [
        `<code>${escapeHtml(parameter.name)}</code>`,
        escapeHtml(parameter.in),
        escapeHtml(typeOf(parameter.schema ?? {})),
        escapeHtml(
          descriptionOf({
            ...parameter.schema,
            ...(parameter.description !== undefined && { description: parameter.description }),
          }),
        ),
      ]),
    ),
    body === undefined
      ? ''
      : `<h4>Body</h4>${body.$ref === undefined ? membersHtml(body) : `<p>${typeHtml(body)}</p>`}`,
    table(
      ['Answer', 'Meaning', 'Body'],
      Object.entries(responses).map(([status, response]) => [
        `<code>${escapeHtml(status)}</code>`,
        escapeHtml(response.description ?? ''),
        bodyOf(response.content),
      ]),
    ),
    '</section>',
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function credentialsOf({ security }: Operation): string {
  const schemes = (security ?? []).flatMap((scheme) => Object.keys(scheme));
  if (schemes.length === 0) return 'No credentials.';
  const names: { readonly [scheme: string]: string } = {
    basic: 'API key and secret (<code>Basic</code>)',
    bearer: 'a token (<code>Bearer</code>)',
  };
  return `Credentials: ${schemes.map((scheme) => names[scheme] ?? escapeHtml(scheme)).join(' or ')}.`;
}

function bodyOf(content: Content | undefined): string {
  const schema = Object.values(content ?? {})[0]?.schema;
  return schema === undefined || schema.type === 'null' ? '' : typeHtml(schema);
}

function typeHtml(schema: Schema): string {
  const reference = referenceOf(schema);
  const type = escapeHtml(typeOf(schema));
  return reference === undefined ? type : `<a href="#schema-${escapeHtml(reference)}">${type}</a>`;
}

function membersHtml(schema: Schema): string {
  const rows = schemaRows(schema).map((row) => [
    `<code>${escapeHtml(row.path)}</code>${row.isRequired ? '' : ' <span class="muted">optional</span>'}`,
    row.reference === undefined
      ? escapeHtml(row.type)
      : `<a href="#schema-${escapeHtml(row.reference)}">${escapeHtml(row.type)}</a>`,
    escapeHtml(row.description),
  ]);
  return table(['Member', 'Type', 'Meaning'], rows);
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const head = heads.map((text) => `<th scope="col">${text}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
  return `<div class="table" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
