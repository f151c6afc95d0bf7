import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { OPTIONS } from '../../src/options/options.ts';
import { house } from '../../tools/law.ts';

const unit = readFileSync(join(house, 'deploy/systemd/mintmark.service'), 'utf8');

test('every option that a file of deploy sets is an option', () => {
  const known = new Set(Object.values(OPTIONS).flatMap((option) => option.env));
  const files = readdirSync(join(house, 'deploy'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const named = files.flatMap((entry) => {
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    return [...text.matchAll(/\b(MINTMARK_[A-Z_]+)(?:=|: )/g)].map((match) => match[1] as string);
  });
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test('systemd accepts the unit and finds nothing exposed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-unit-'));
  const file = join(folder, 'mintmark.service');
  try {
    // The program is not installed where the tests run; everything else is as shipped.
    writeFileSync(file, unit.replace('/usr/bin/mintmark serve', '/usr/bin/env mintmark serve'));
    expect(execFileSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8', stdio: 'pipe' })).toBe('');
    const args = ['security', '--offline=true', '--no-pager', '--threshold=20', file];
    const report = execFileSync('systemd-analyze', args, { encoding: 'utf8', stdio: 'pipe' });
    expect(report).toContain('Overall exposure level');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['an unprivileged user of its own', /^DynamicUser=yes$/m],
  ['no core dumps, which could hold a private key', /^LimitCORE=0$/m],
  ['no new privileges', /^NoNewPrivileges=yes$/m],
  ['nothing but its state is writable', /^ProtectSystem=strict$/m],
  ['time to finish what was asked before the end', /^TimeoutStopSec=30s$/m],
])('the unit has %s', (_what, directive) => {
  expect(unit).toMatch(directive);
});

test('of the compose network, the word of Caddy alone is taken', () => {
  const { services } = parse(readFileSync(join(house, 'deploy/compose/compose.yaml'), 'utf8'));
  const trusted = services.mintmark.environment.MINTMARK_TRUSTED_PROXIES;
  expect(isIPv4(trusted)).toBe(true);
  expect(services.caddy.networks.gate.ipv4_address).toBe(trusted);
  expect(services.api.networks).toEqual(['gate']);
});
