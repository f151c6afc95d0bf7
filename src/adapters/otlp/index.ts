export { openOtlp } from './open-otlp.ts';
