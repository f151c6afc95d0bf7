import { expect, test } from 'vitest';
import { gateProfile } from '../../../src/core/claims/gate-profile.ts';
import { jwt } from '../../../src/core/claims/profiles/jwt.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { kit } from '../../support/kit.ts';

const { now } = kit;
const publicKey = kit.publicKey('active');
const bearer = (cnf: unknown) => {
  const claims = { application_id: undefined, acl: undefined, iss: 'https://id.lamp.example/', exp: now + 60, cnf };
  return `Bearer ${kit.mint({ claims })}`;
};

test('a gate, which checks no proof, takes no token that is bound to a key', () => {
  const profile = gateProfile(jwt);
  for (const cnf of [{ jkt: 'a' }, { 'x5t#S256': 'a' }, { jwk: {} }, {}, 'bound', null]) {
    const report = diagnose({ profile, now, authorization: bearer(cnf), publicKey });
    expect(report, JSON.stringify(cnf)).toMatchObject({ verdict: 'rejected', rootCause: 'token-of-other-kind' });
    expect(report.findings[0]).toMatchObject({ certainty: 'proved', facts: { kind: 'bound', isMintable: false } });
    expect(report.findings[0]?.fix.command).toBeNull();
  }
  expect(diagnose({ profile, now, authorization: bearer(undefined), publicKey }).verdict).toBe('accepted');
});
