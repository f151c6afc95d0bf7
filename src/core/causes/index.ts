import type { Cause } from '../diagnosis/cause.ts';

/**
 * Every cause, in order of precedence: the root of a diagnosis is the first one found. Stages come in the order of
 * `STAGES`; within a stage a specific cause stands before the general one that it explains.
 */
export const CAUSES: readonly Cause[] = [];
