/** When each key was used last: of one key again and again, by a number alone. */
export interface KeyUses {
  record(keyId: string, at: number): void;
  /** What was used since the last time. */
  take(): Map<string, number>;
}

export function keyUses(): KeyUses {
  let uses = new Map<string, { at: number }>();
  let lastId: string | undefined;
  let last = { at: 0 };
  return {
    record(keyId, at) {
      if (keyId !== lastId) {
        last = uses.get(keyId) ?? { at };
        lastId = keyId;
        uses.set(keyId, last);
      }
      // What a worker tells may be from before what is known.
      if (at > last.at) last.at = at;
    },
    take() {
      const taken = new Map([...uses].map(([keyId, { at }]) => [keyId, at]));
      uses = new Map();
      lastId = undefined;
      return taken;
    },
  };
}
