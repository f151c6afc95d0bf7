/**
 * CPU milliseconds of one call, the least of several: other programs and threads do not count, nor does what is
 * compiled or collected in between.
 */
export function leastWork(work: () => void, calls = 5): number {
  const one = () => {
    const start = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(start);
    return (user + system) / 1000;
  };
  return Math.min(...Array.from({ length: calls }, one));
}
