import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openDatabase } from '../../src/adapters/sql/index.ts';
import { clock, storageContract } from './adapters.ts';

const folder = mkdtempSync(join(tmpdir(), 'mintmark-contract-'));
afterAll(() => rmSync(folder, { recursive: true }));

storageContract((bounds) => openDatabase(join(mkdtempSync(join(folder, 'data-')), 'mintmark.db'), clock, bounds));
