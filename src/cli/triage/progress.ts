import { number } from '../../core/triage/words.ts';

const EVERY_MILLISECONDS = 100;
const WIDTH = 24;

/** A bar on stderr, drawn over itself; nothing where stderr is no terminal or cannot move its cursor. */
export function openProgress(): { show(lines: number, bytes: number, of: number | undefined): void; close(): void } {
  const isShown = process.stderr.isTTY === true && process.env['TERM'] !== 'dumb';
  let last = 0;
  return {
    show(lines, bytes, of) {
      const now = performance.now();
      if (!isShown || now - last < EVERY_MILLISECONDS) return;
      last = now;
      process.stderr.write(`\r${barOf(bytes, of)}  ${number(lines)} lines\u001b[K`);
    },
    close() {
      if (isShown && last > 0) process.stderr.write('\r\u001b[K');
    },
  };
}

function barOf(bytes: number, of: number | undefined): string {
  if (of === undefined || of === 0) return `${number(Math.round(bytes / 1e6))} MB`;
  const share = Math.min(1, bytes / of);
  const full = Math.round(share * WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${String(Math.round(share * 100)).padStart(3)} %`;
}
