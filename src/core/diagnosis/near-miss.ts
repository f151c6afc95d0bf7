/** The candidate that a name was probably meant to be: within two slips of the keyboard, never more than a third of it. */
export function closest(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.min(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const slips = editDistance(name, candidate, least);
    if (slips < least) {
      least = slips;
      best = candidate;
    }
  }
  return best;
}

/** Names that differ by case and separators only: `applicationId`, `application-id`, `Application_ID`. */
export function isSameName(one: string, other: string): boolean {
  return squeeze(one) === squeeze(other);
}

function squeeze(name: string): string {
  return name
    .slice(0, 80)
    .replace(/[\s_.-]+/g, '')
    .toLowerCase();
}

/** Optimal string alignment: insertions, deletions, substitutions and neighbours swapped; gives up at `limit`. */
function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) >= limit) return limit;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (i > 1 && j > 1 && swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return Math.min(limit, last[other.length] ?? limit);
}
