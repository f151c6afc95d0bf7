import { parentPort, workerData } from 'node:worker_threads';
import { explainCase } from '../actions/explain-rejection.ts';
import { nodeSignatures } from '../adapters/node-crypto/index.ts';

const own = { profile: workerData, signatures: nodeSignatures() };

// The thread of `explainer`: cases come in one after the other, and each is answered, both as JSON, which is copied sooner.
parentPort?.on('message', (json: string) =>
  parentPort?.postMessage(JSON.stringify(explainCase(own, JSON.parse(json)))),
);
