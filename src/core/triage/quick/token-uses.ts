const PLACES = 65_536;

/**
 * Which tokens of a log were accepted before, by their `jti`: the first use of one that is refused for being used again.
 * A fixed number of them, a newer one in the place of an older. An application one of whose tokens was accepted twice
 * does not ask for single use: of it nothing is told. What is forgotten, or taken for another, is not told either.
 */
export class TokenUses {
  readonly #applications = new Float64Array(PLACES);
  readonly #tokens = new Float64Array(PLACES);
  /** NumericDate seconds; NaN: an empty place. */
  readonly #times = new Float64Array(PLACES).fill(Number.NaN);
  /** 1 for an application that was seen to use tokens again, by its hash. */
  readonly #reusing = new Uint8Array(PLACES);
  /** Most often the application is that of the line before. */
  #application = '';
  #applicationHash = 0;

  /** @param jti its hash, by `hashOfText` or `hashOfBytes` */
  accept(application: string, jti: number, at: number): void {
    const owner = this.#hashOf(application);
    const place = placeOf(owner, jti);
    if (this.#isAt(place, owner, jti)) {
      this.#reusing[owner % PLACES] = 1;
      return;
    }
    this.#applications[place] = owner;
    this.#tokens[place] = jti;
    this.#times[place] = at;
  }

  /** When it was accepted, NumericDate seconds; `undefined` where that is not known, or was later than `now`. */
  firstUse(application: string, jti: number, now: number): number | undefined {
    const owner = this.#hashOf(application);
    if (this.#reusing[owner % PLACES] === 1) return undefined;
    const place = placeOf(owner, jti);
    const at = this.#times[place] as number;
    return this.#isAt(place, owner, jti) && at <= now ? at : undefined;
  }

  #isAt(place: number, owner: number, jti: number): boolean {
    return !Number.isNaN(this.#times[place]) && this.#applications[place] === owner && this.#tokens[place] === jti;
  }

  #hashOf(application: string): number {
    if (application !== this.#application) {
      this.#application = application;
      this.#applicationHash = hashOfText(application);
    }
    return this.#applicationHash;
  }
}

function placeOf(owner: number, jti: number): number {
  return ((owner % PLACES) + (jti % PLACES)) % PLACES;
}

/** 53 bits. Of ASCII the same as `hashOfBytes`. */
export function hashOfText(text: string): number {
  let low = LOW_SEED;
  let high = HIGH_SEED;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, LOW_PRIME);
    high = Math.imul(high ^ code, HIGH_PRIME);
  }
  return joined(low, high);
}

export function hashOfBytes(bytes: Uint8Array, start: number, end: number): number {
  let low = LOW_SEED;
  let high = HIGH_SEED;
  for (let at = start; at < end; at++) {
    const code = bytes[at] as number;
    low = Math.imul(low ^ code, LOW_PRIME);
    high = Math.imul(high ^ code, HIGH_PRIME);
  }
  return joined(low, high);
}

// Fowler–Noll–Vo 1a, and the same with another factor: together they are no more than a hash of names.
const LOW_SEED = 0x811c9dc5;
const LOW_PRIME = 0x01000193;
const HIGH_SEED = 0x2f0b4c47;
const HIGH_PRIME = 0x85ebca6b;

function joined(low: number, high: number): number {
  return ((low ^ (low >>> 15)) >>> 0) + (high >>> 11) * 0x1_0000_0000;
}
