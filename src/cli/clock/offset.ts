/** A clock, asked once over a network. Times are NumericDate seconds with fractions. */
export interface ClockSample {
  /** This clock, when it was asked and when the answer was there. */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** What the other clock said, and within how many seconds after that it was: 1 for an HTTP-date, which is cut off. */
  readonly said: number;
  readonly within: number;
}

/** How far another clock is ahead of this one, in seconds (negative: behind): between the two, for certain. */
export interface ClockOffset {
  readonly atLeast: number;
  readonly atMost: number;
}

/**
 * The offset that all samples agree on. One sample bounds it by its round trip and by what the other side cuts off;
 * samples at different fractions of a second narrow it. `undefined` where they contradict each other: then it is not
 * one clock that answers, or one of the two was set meanwhile.
 */
export function offsetOf(samples: readonly ClockSample[]): ClockOffset | undefined {
  let atLeast = Number.NEGATIVE_INFINITY;
  let atMost = Number.POSITIVE_INFINITY;
  for (const { sentAt, receivedAt, said, within } of samples) {
    // It was read between sending and receiving, and showed a time from `said` to `said + within`.
    atLeast = Math.max(atLeast, said - receivedAt);
    atMost = Math.min(atMost, said + within - sentAt);
  }
  return atLeast <= atMost && Number.isFinite(atLeast) ? { atLeast, atMost } : undefined;
}

/** The middle of what is possible, and how far off it can be. */
export function estimateOf({ atLeast, atMost }: ClockOffset): { readonly seconds: number; readonly bound: number } {
  return { seconds: (atLeast + atMost) / 2, bound: (atMost - atLeast) / 2 };
}

/** A clock beside this one. */
export interface Witness {
  readonly name: string;
  readonly offset: ClockOffset;
}

/** Which clock is wrong, by majority; the clock at hand is a witness as well. */
export type ClockVerdict =
  | { readonly kind: 'agree' }
  | { readonly kind: 'this-clock' }
  | { readonly kind: 'other-clock'; readonly names: readonly string[] }
  /** They differ, and no third one decides. */
  | { readonly kind: 'cannot-tell' };

/** @param toleranceSeconds by which clocks that agree may differ beyond their bounds */
export function judgeClocks(witnesses: readonly Witness[], toleranceSeconds: number): ClockVerdict {
  const own: Witness = { name: '', offset: { atLeast: 0, atMost: 0 } };
  const all = [own, ...witnesses];
  const agreeing = all.map((one) => all.filter((other) => isNear(one, other, toleranceSeconds)));
  if (agreeing.every((group) => group.length === all.length)) return { kind: 'agree' };
  const most = Math.max(...agreeing.map((group) => group.length));
  const majority = agreeing.find((group) => group.length === most) ?? [];
  if (majority.length * 2 <= all.length) return { kind: 'cannot-tell' };
  if (!majority.includes(own)) return { kind: 'this-clock' };
  return { kind: 'other-clock', names: witnesses.filter((one) => !majority.includes(one)).map(({ name }) => name) };
}

function isNear({ offset: one }: Witness, { offset: other }: Witness, toleranceSeconds: number): boolean {
  return one.atLeast - other.atMost <= toleranceSeconds && other.atLeast - one.atMost <= toleranceSeconds;
}
