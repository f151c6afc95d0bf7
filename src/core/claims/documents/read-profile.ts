import { describeJson, type JsonValue, parseJson } from '../../encoding/json.ts';
import type { Profile } from '../profile.ts';
import { contradictionsIn } from './contradictions.ts';
import type { ProfileDocument } from './document.ts';
import type { ProfileFault } from './fault.ts';
import { type JsonSchema, type SchemaFault, schemaFaults } from './json-schema.ts';
import { profileOf } from './profile-of.ts';
import { PROFILE_SCHEMA } from './schema.ts';

export type ProfileReading =
  | { readonly ok: true; readonly profile: Profile }
  | { readonly ok: false; readonly faults: readonly [ProfileFault, ...ProfileFault[]] };

/** A document longer than this is not read: no profile comes near it. */
export const MOST_CHARACTERS = 262_144;

/** Reads a profile from the text of its file. Never throws. */
export function readProfile(text: string): ProfileReading {
  if (text.length > MOST_CHARACTERS) {
    return refused(
      '',
      `at most ${MOST_CHARACTERS} characters`,
      `${text.length}`,
      'Give the file of the profile itself.',
    );
  }
  const { value, faults } = parseJson(text.replace(/^\uFEFF/, ''));
  const [first] = faults;
  if (first !== undefined) {
    const { pointer, expected, byte } = first;
    const received = first.reason === 'duplicate-member' ? 'the same member twice' : 'something else';
    return refused(pointer, expected, `${received} at byte ${byte}`, 'Write it as JSON (RFC 8259), without comments.');
  }
  return readProfileDocument(value as JsonValue);
}

/** Reads a profile that was parsed already. Never throws. */
export function readProfileDocument(value: JsonValue): ProfileReading {
  const [first, ...more] = schemaFaults(value, PROFILE_SCHEMA).map(inWords);
  if (first !== undefined) return { ok: false, faults: [first, ...more] };
  const document = value as unknown as ProfileDocument;
  const [wrong, ...others] = contradictionsIn(document);
  if (wrong !== undefined) return { ok: false, faults: [wrong, ...others] };
  return { ok: true, profile: profileOf(document) };
}

function refused(pointer: string, expected: string, received: string, fix: string): ProfileReading {
  return { ok: false, faults: [{ pointer, expected, received, fix }] };
}

function inWords({ pointer, kind, schema, value }: SchemaFault): ProfileFault {
  if (kind === 'absent') {
    return { pointer, expected: schema.description, received: 'nothing', fix: `Add ${lastOf(pointer)}.` };
  }
  if (kind === 'unknown') {
    const names = Object.keys(schema.properties ?? {});
    if (names.length === 0) {
      return { pointer, expected: 'the name of a claim', received: 'another text', fix: 'Write it without spaces.' };
    }
    const fix = `Remove ${lastOf(pointer)}, or write the member that is meant.`;
    return { pointer, expected: `one of ${names.join(', ')}`, received: `a member ${lastOf(pointer)}`, fix };
  }
  const fix = `Write ${pointer === '' ? 'the profile' : lastOf(pointer)} as ${shapeOf(schema)}.`;
  return { pointer, expected: schema.description, received: receivedIn(value), fix };
}

/** What a value has to be, in the words of JSON. */
function shapeOf({ type, minItems, maxItems, minimum, maximum, enum: values }: JsonSchema): string {
  if (type === 'object') return 'an object';
  if (type === 'integer') return `a whole number from ${minimum} to ${maximum}`;
  if (values !== undefined) return `one of ${values.join(', ')}, in quotation marks`;
  if (type === 'string') return 'a string of that form';
  return maxItems === 1 ? 'an array of one value' : `an array of ${minItems} to ${maxItems} values, none of them twice`;
}

function receivedIn(value: JsonValue | undefined): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : describeJson(value);
}

/** The last part of a pointer, as it is written in the document; with a place in a list, the name of the list. */
function lastOf(pointer: string): string {
  const [last = '', list = ''] = pointer.split('/').reverse();
  const name = /^\d/.test(last) ? `${list}/${last}` : last;
  return name.slice(0, 60).replaceAll('~1', '/').replaceAll('~0', '~');
}
