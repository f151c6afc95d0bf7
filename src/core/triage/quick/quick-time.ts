import { parseTime } from '../../request/captures/time-text.ts';
import { isDigit, isSame, latin1, startsWith } from './bytes.ts';

/** `2026-11-24T10:02:` and the zone behind the seconds. */
const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:(?=\d\d(?:\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$)/i;
/** `24/Nov/2026:10:02:` */
const CLF = /^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:(?=\d\d( [+-]\d{4})$)/;
const LONGEST = 40;

/** Reads the times of a log by their bytes: those of the same minute are not taken apart again. */
export class QuickTimes {
  #minute: Uint8Array = new Uint8Array([0]);
  #zone: Uint8Array = new Uint8Array();
  #base = 0;
  #takesFraction = false;

  /** NumericDate seconds, as `parseTime` of the text gives them; `undefined` where it is no time. */
  read(bytes: Uint8Array, start: number, end: number): number | undefined {
    const second = start + this.#minute.length;
    const zone = end - this.#zone.length;
    if (second + 2 > zone || !startsWith(bytes, start, this.#minute) || !isSame(bytes, zone, end, this.#zone))
      return this.#parse(bytes, start, end);
    const seconds = ((bytes[second] as number) - ZERO) * 10 + (bytes[second + 1] as number) - ZERO;
    const isSecond = isDigit(bytes[second] as number) && isDigit(bytes[second + 1] as number) && seconds < 60;
    const isWhole = second + 2 === zone;
    const fraction = isSecond && (isWhole || this.#takesFraction) ? fractionOf(bytes, second + 2, zone) : undefined;
    return fraction === undefined ? this.#parse(bytes, start, end) : this.#base + seconds + fraction;
  }

  #parse(bytes: Uint8Array, start: number, end: number): number | undefined {
    if (end - start > LONGEST) return undefined;
    const text = latin1(bytes, start, end);
    const time = parseTime(text);
    const iso = ISO.exec(text);
    const minute = iso ?? CLF.exec(text);
    if (time !== undefined && minute !== null) {
      const length = minute[0].length;
      this.#minute = bytes.slice(start, start + length);
      this.#zone = bytes.slice(end - (minute[1] as string).length, end);
      this.#takesFraction = iso !== null;
      this.#base = Math.floor(time) - Number(text.slice(length, length + 2));
    }
    return time;
  }
}

/** Of a second: nothing, or a point and up to nine digits. */
function fractionOf(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (start === end) return 0;
  if (bytes[start] !== POINT || end - start < 2 || end - start > 10) return undefined;
  let digits = 0;
  let scale = 1;
  for (let at = start + 1; at < end; at++) {
    const code = bytes[at] as number;
    if (!isDigit(code)) return undefined;
    digits = digits * 10 + code - ZERO;
    scale *= 10;
  }
  return digits / scale;
}

const ZERO = 0x30;
const POINT = 0x2e;
