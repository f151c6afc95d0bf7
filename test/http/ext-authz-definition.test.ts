import { fromJSON } from '@grpc/proto-loader';
import { expect, test } from 'vitest';
import { definition, PACKAGES } from '../../src/http/ext-authz/definition.ts';
import { publishedDefinition } from '../support/ext-authz-client.ts';

interface Descriptor {
  readonly field?: readonly { readonly name: string }[];
  readonly nestedType?: readonly (Descriptor & { readonly name: string })[];
  readonly enumType?: readonly (Descriptor & { readonly name: string })[];
  readonly value?: readonly { readonly name: string; readonly number: number }[];
}

const published = publishedDefinition() as unknown as { readonly [name: string]: { readonly type?: Descriptor } };
const own = fromJSON(definition(), {}) as unknown as typeof published;

/** In the published file it is of an enumeration, which is written in the same way. */
const CODE = { path: 'envoy.type.v3.HttpStatus.code', type: 'TYPE_INT32', published: 'TYPE_ENUM' };

/** Members of ours that are published in another way, or not at all. */
function differences(path: string, ours: Descriptor, theirs: Descriptor | undefined): string[] {
  const described = (member: object | undefined, place: string) => {
    const { name, number, label, type, typeName = '' } = { ...(member as { [name: string]: string }) };
    const isCode = place === CODE.path && type === CODE.published;
    // Each names a type from where it stands.
    const kind = isCode ? CODE.type : `${type} ${typeName.slice(typeName.lastIndexOf('.') + 1)}`.trimEnd();
    return JSON.stringify({ name, number, label, kind });
  };
  const pairs = (kind: 'field' | 'value') =>
    (ours[kind] ?? []).flatMap((member) => {
      const place = `${path}.${member.name}`;
      const other = (theirs?.[kind] as typeof ours.field)?.find(({ name }) => name === member.name);
      const [here, there] = [described(member, place), described(other, place)];
      return here === there ? [] : [`${place}: ${here}, published ${there}`];
    });
  const inside = (['nestedType', 'enumType'] as const).flatMap((kind) =>
    (ours[kind] ?? []).flatMap((one) =>
      differences(
        `${path}.${one.name}`,
        one,
        theirs?.[kind]?.find(({ name }) => name === one.name),
      ),
    ),
  );
  return [...pairs('field'), ...pairs('value'), ...inside];
}

const messages = Object.keys(own).filter((name) => own[name]?.type !== undefined && !name.startsWith('grpc.health.'));

test('every message of Envoy that is read or written is looked at', () => {
  const named = Object.entries(PACKAGES).flatMap(([name, entries]) =>
    Object.entries(entries).flatMap(([path, { fields }]) => (fields && !path.includes('.') ? [`${name}.${path}`] : [])),
  );
  expect(messages).toEqual(named.filter((name) => !name.startsWith('grpc.health.')));
  expect(messages.length).toBeGreaterThan(10);
});

test.each(messages)('%s has the names, numbers and types that are published', (name) => {
  expect(differences(name, own[name]?.type ?? {}, published[name]?.type)).toEqual([]);
});

test('a wrong number is found', () => {
  const name = 'envoy.service.auth.v3.CheckResponse';
  const field = own[name]?.type?.field?.map((member) => ({ ...member, number: 9 })) ?? [];
  expect(differences(name, { field }, published[name]?.type)).toHaveLength(field.length);
});

test('the method is where Envoy asks', () => {
  const service = 'envoy.service.auth.v3.Authorization';
  const path = (all: object) => (all as { [name: string]: { Check: { path: string } } })[service]?.Check.path;
  expect(path(own)).toBe('/envoy.service.auth.v3.Authorization/Check');
  expect(path(own)).toBe(path(published));
});
