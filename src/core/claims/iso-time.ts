import { secondsOf } from './calendar.ts';

/** RFC 3339, and what programs make of it: a blank for the `T`, no zone. */
const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/** NumericDate seconds of a time in RFC 3339, UTC where it names no zone. `undefined` for anything else. */
export function readIsoTime(text: string): { readonly seconds: number; readonly hasZone: boolean } | undefined {
  const parts = ISO.exec(text);
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as SixNumbers;
  const whole = secondsOf({ year, month, day, hour, minute, second });
  if (whole === undefined) return undefined;
  return { seconds: whole - zoneSeconds(parts[8]) + Number(`0.${parts[7] ?? 0}`), hasZone: parts[8] !== undefined };
}

type SixNumbers = [number, number, number, number, number, number];

/** By which the clocks of a zone are ahead of UTC: `+01:00`, `-0530`, `Z`. */
export function zoneSeconds(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60);
}
