import { nearest } from '../core/prose/nearest.ts';

/** A TypeError that names the argument, what was expected, and what was received. */
export function expected(name: string, what: string, received: string): TypeError {
  return new TypeError(`${name}: expected ${what}, received ${received}`);
}

/** A value as it is named after "received": its kind and, of an object, the names of its members. Never the value. */
export function received(value: unknown): string {
  if (value === undefined || value === null) return `${value}: is the environment variable set?`;
  if (typeof value === 'string')
    return value.trim() === '' ? 'an empty string: is the environment variable set?' : 'a string';
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Uint8Array) return value.length === 0 ? 'no bytes' : 'bytes';
  if (value instanceof Promise) return 'a Promise: await it first';
  const names = Object.keys(value).slice(0, 4);
  return names.length === 0 ? 'an object without members' : `an object with ${names.join(', ')}`;
}

/** Names that other libraries have for an option, and what to do instead. */
export type OtherNames = { readonly [name: string]: string };

/**
 * Refuses options that are no object, and any that is not known: an option that is silently ignored is a check that
 * silently does not happen. @throws TypeError
 */
export function checkNames(options: unknown, known: readonly string[], others: OtherNames): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw expected('options', `an object with ${known.join(', ')}`, received(options));
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  const instead = Object.hasOwn(others, unknown) ? others[unknown] : near && `${near} is meant`;
  throw new TypeError(`options: there is no option ${unknown}; ${instead ?? `there are ${known.join(', ')}`}`);
}

/** @throws TypeError for what is there and is no finite number, or a negative one */
export function checkSeconds(name: string, value: unknown, what: string): void {
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value) && value >= 0)) return;
  throw expected(name, what, typeof value === 'number' ? String(value) : received(value));
}

/** @throws TypeError for what is there and is no function */
export function checkFunction(name: string, value: unknown, what: string): void {
  if (value !== undefined && typeof value !== 'function') throw expected(name, what, received(value));
}

/** @throws TypeError for what is there and is no string */
export function checkText(name: string, value: unknown, what: string): void {
  if (value !== undefined && typeof value !== 'string') throw expected(name, what, received(value));
}

/** One string or several, as a list. @throws TypeError for anything else, and for an empty string or list */
export function textsOf(name: string, value: unknown): readonly string[] {
  const list: unknown = typeof value === 'string' ? [value] : value;
  if (!Array.isArray(list) || list.length === 0)
    throw expected(name, 'a string, or several in an array', received(value));
  const wrong = list.findIndex((one) => typeof one !== 'string' || one === '');
  if (wrong >= 0) throw expected(name, 'a string, or several in an array', received(list[wrong]));
  return list as string[];
}
