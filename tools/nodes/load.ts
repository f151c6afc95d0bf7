import { setTimeout as delay } from 'node:timers/promises';
import { type App, askGate, type Fleet, tokenOf } from './fleet.ts';

export interface Judged {
  /** Milliseconds, of `performance.now`. */
  readonly at: number;
  readonly kind: string;
  /** The code of the fault, where there was no answer. */
  readonly status: number | string;
  readonly cause: unknown;
}

export interface Load {
  readonly judged: readonly Judged[];
  /** Names under which applications were made, and the API said so. */
  readonly acknowledged: ReadonlyMap<string, string>;
  /** Answers to changes, of all kinds. */
  readonly changes: readonly (number | string)[];
  stop(): Promise<void>;
}

const PAUSE_MILLISECONDS = 5;
const LOOPS = 4;

/** Asks the gate about tokens of each kind in turn, and makes and renames applications, until it is stopped. */
export function startLoad(fleet: Fleet, kinds: { readonly [kind: string]: readonly App[] }): Load {
  const judged: Judged[] = [];
  const changes: (number | string)[] = [];
  const acknowledged = new Map<string, string>();
  let isOver = false;
  const tokens = Object.entries(kinds).flatMap(([kind, apps]) => apps.map((app) => ({ kind, token: tokenOf(app) })));

  async function judge(loop: number): Promise<void> {
    for (let turn = loop; !isOver; turn++) {
      const { kind, token } = tokens[turn % tokens.length] as (typeof tokens)[number];
      const at = performance.now();
      const { status, json } = await askGate(fleet.port, token);
      judged.push({ at, kind, status, cause: json['cause'] });
      await delay(PAUSE_MILLISECONDS);
    }
  }

  async function change(): Promise<void> {
    let last: string | undefined;
    for (let turn = 0; !isOver; turn++) {
      const name = `change ${turn}`;
      const path = last === undefined ? '/v2/applications' : `/v2/applications/${last}`;
      const { status, json } = await fleet.api(last === undefined ? 'POST' : 'PUT', path, { name });
      changes.push(status);
      if (status === 200 || status === 201) acknowledged.set(json['id'] as string, name);
      last = status === 201 ? (json['id'] as string) : undefined;
      await delay(PAUSE_MILLISECONDS);
    }
  }

  const loops = [...Array.from({ length: LOOPS }, (_, at) => judge(at * 7)), change()];
  return {
    judged,
    acknowledged,
    changes,
    async stop() {
      isOver = true;
      await Promise.all(loops);
    },
  };
}
