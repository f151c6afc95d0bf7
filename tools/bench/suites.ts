import { firstSightStandings } from './gate/first-sight.ts';
import { refusalStandings } from './gate/refusals.ts';
import { gateStandings } from './gate/standings.ts';
import { mintContenders } from './mint.ts';
import { nodesFigures } from './nodes/main.ts';
import { race, type Standing } from './rounds.ts';
import { scaleFigures } from './scale/main.ts';
import { startStandings } from './start.ts';
import { verifyContenders } from './verify.ts';

export interface Suite {
  readonly name: string;
  /** What the chart answers. */
  readonly question: string;
  /** How to read the ratio. */
  readonly unit: string;
  readonly lowerIsBetter?: true;
  run(): Promise<Outcome>;
}

export interface Outcome {
  /** Contenders, where there are any. */
  readonly standings: readonly Standing[];
  /** Figures of ours alone: the first row has the headings. */
  readonly figures?: readonly (readonly string[])[];
  /** Lines of one paragraph below the table. */
  readonly remarks?: readonly string[];
}

export const SUITES: readonly Suite[] = [
  {
    name: 'verify',
    question: 'How fast is a token verified, against doing it by hand?',
    unit: 'times the rate of by hand, per CPU second; higher is better',
    run: async () => ({ standings: await race(await verifyContenders()) }),
  },
  {
    name: 'mint',
    question: 'How fast is a token minted, against the RSA signature alone?',
    unit: 'times the rate of the signature alone, per CPU second; higher is better',
    run: async () => ({ standings: await race(mintContenders()) }),
  },
  {
    name: 'start',
    question: 'What does one token on the command line cost, against starting Node?',
    unit: 'times the CPU time of node -e 0; lower is better',
    lowerIsBetter: true,
    run: async () => ({ standings: startStandings() }),
  },
  {
    name: 'gate',
    question: 'What does an accepted request cost the gate, against HTTP alone?',
    unit: 'times the requests of a bare node:http server, per CPU second of the server; higher is better',
    run: gateStandings,
  },
  {
    name: 'first-sight',
    question: 'What does the first sight of a token cost the gate, against verifying it by hand?',
    unit: 'times the requests of a node:http server that verifies by hand, per CPU second of the server; higher is better',
    run: firstSightStandings,
  },
  {
    name: 'refusals',
    question: 'What does a refusal cost the gate, against HTTP alone?',
    unit: 'times the requests of a bare node:http server, per CPU second of the server; higher is better',
    run: refusalStandings,
  },
  {
    name: 'nodes',
    question: 'How soon do three nodes refuse a key that one of them revokes, and what does a failover cost?',
    unit: 'milliseconds; lower is better',
    lowerIsBetter: true,
    run: nodesFigures,
  },
  {
    name: 'scale',
    question: 'What do a thousand to a million applications cost?',
    unit: 'milliseconds, and megabytes of memory; lower is better',
    lowerIsBetter: true,
    run: scaleFigures,
  },
];
