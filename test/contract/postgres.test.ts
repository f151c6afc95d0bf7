import { afterAll, beforeAll } from 'vitest';
import { openDatabase } from '../../src/adapters/sql/index.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { clock, storageContract } from './adapters.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

storageContract(async (bounds) => openDatabase(await server.createDatabase(), clock, bounds));
