export { systemClock } from './clock.ts';
export { systemEntropy } from './entropy.ts';
