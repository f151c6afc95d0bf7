/** So much is done in one turn of the event loop: of requests that are judged, about a millisecond. */
const A_TURN = 4;

/**
 * Does what takes longer a few at a time, in its order: in a flood, those whose answer is known are answered in between.
 */
export function takingTurns(): (work: () => void) => void {
  const waiting: (() => void)[] = [];
  let isScheduled = false;
  const schedule = () => {
    isScheduled = true;
    setImmediate(turn);
  };
  const turn = () => {
    isScheduled = false;
    for (const work of waiting.splice(0, A_TURN)) work();
    if (waiting.length > 0) schedule();
  };
  return (work) => {
    waiting.push(work);
    if (!isScheduled) schedule();
  };
}
