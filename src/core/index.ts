export type * from './diagnosis/report.ts';
