import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type ChangeBoard, openChangeBoard, readChangeBoard, upSeconds } from '../../src/compose/change-board.ts';
import { change, gateOf, HEADERS, newWorld, REQUESTS, step, TOKENS, verdictOf } from '../actions/gate-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'mintmark-board-'));
const boards: ChangeBoard[] = [];
afterAll(() => {
  for (const board of boards) board.close();
  rmSync(folder, { recursive: true });
});

function newBoard(): ChangeBoard {
  const board = openChangeBoard(join(folder, 'changes'));
  boards.push(board);
  return board;
}

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** What a reader was told so far. */
function readerOf(board: ChangeBoard) {
  let told: string[] = [];
  const read = readChangeBoard(board.fd, { forget: (id) => told.push(id), forgetAll: () => told.push('all') });
  return () => {
    const usable = read();
    const heard = told;
    told = [];
    return { usable, heard };
  };
}

describe('the board of changes', () => {
  test('has no name by which another process could find it', () => {
    newBoard();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('tells each reader every change once, in order, from when it began to read', () => {
    const board = newBoard();
    board.forget(idOf(1));
    const [one, other] = [readerOf(board), readerOf(board)];
    expect(one().heard).toEqual([]);
    board.forget(idOf(2));
    board.forget(idOf(3));
    expect(one().heard).toEqual([idOf(2), idOf(3)]);
    board.forget(idOf(4));
    expect(one().heard).toEqual([idOf(4)]);
    expect(other().heard).toEqual([idOf(2), idOf(3), idOf(4)]);
    expect(other().heard).toEqual([]);
  });

  test('has a reader forget everything that is too far behind, and goes on from there', () => {
    const board = newBoard();
    const read = readerOf(board);
    for (let number = 0; number < 1024; number++) board.forget(idOf(number));
    expect(read().heard).toEqual(Array.from({ length: 1024 }, (_, number) => idOf(number)));
    for (let number = 0; number < 1025; number++) board.forget(idOf(number));
    expect(read().heard).toContain('all');
    board.forget(idOf(7));
    expect(read().heard).toEqual([idOf(7)]);
  });

  test('can have everything forgotten', () => {
    const board = newBoard();
    const read = readerOf(board);
    board.forgetAll();
    expect(read().heard).toContain('all');
    expect(read().heard).toEqual([]);
  });

  test('says until when what is at hand may be used', () => {
    const board = newBoard();
    const read = readerOf(board);
    expect(read().usable).toBe(true);
    board.setUsableUntil(upSeconds() + 60);
    expect(read().usable).toBe(true);
    board.setUsableUntil(upSeconds() - 0.001);
    expect(read().usable).toBe(false);
    board.setUsableUntil(Number.POSITIVE_INFINITY);
    expect(read().usable).toBe(true);
    board.setUsableUntil(0);
    expect(read().usable).toBe(false);
  });
});

/** What a worker throws where only the owner can judge. */
const PASSED_ON = new Error('passed on');

test('a worker and its owner give the verdicts of one process, over any history', async () => {
  let alone = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 60, maxLength: 150 }), async (history) => {
      const board = newBoard();
      const world = newWorld();
      const [one, owner] = [gateOf(world, 1_000_000), gateOf(world, 1_000_000)];
      const worker = gateOf(world, 1_000_000, { replay: { use: () => Promise.reject(PASSED_ON) } });
      const catchUp = readChangeBoard(board.fd, worker.directory);
      for (const step of history) {
        if (step.kind !== 'ask') {
          const id = change(world, step);
          if (id === undefined) continue;
          for (const { directory } of [one, owner]) directory.forget(id);
          board.forget(id);
          continue;
        }
        const [method, target] = REQUESTS[step.request] as (typeof REQUESTS)[number];
        const raw = ['Authorization', `Bearer ${TOKENS[step.token]}`, ...(HEADERS[step.header] ?? [])];
        expect(catchUp()).toBe(true);
        const tried = await worker.decide(raw, method, target).catch((error: unknown) => {
          expect(error).toBe(PASSED_ON);
        });
        if (tried?.ok) alone++;
        const decided = tried?.ok ? tried : await owner.decide(raw, method, target);
        expect(verdictOf(decided)).toEqual(verdictOf(await one.decide(raw, method, target)));
      }
    }),
    { numRuns: 60 },
  );
  expect(alone).toBeGreaterThan(60);
});
