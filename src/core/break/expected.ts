import type { ExpectedEvidence, KeySetEvidence } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';
import type { Kit } from '../evidence/kit.ts';
import { NO_VONAGE } from './other-providers.ts';
import type { Variants } from './variants-of.ts';

const CLIENT_ID = '27c216ad-f1ee-435c-b7cc-256c9634c6b1';

/** Tokens of identity providers, sound but for what the verifier expects of them. */
export const EXPECTED: Variants = {
  'issuer-not-expected': (kit) => [
    issued(kit, { iss: 'http://localhost:8080/realms/lamp' }, { issuers: ['http://keycloak:8080/realms/lamp'] }),
    issued(
      kit,
      { iss: 'https://sts.windows.net/0f1e2d3c/' },
      { issuers: ['https://login.microsoftonline.com/0f1e2d3c/v2.0'] },
    ),
    issued(kit, { iss: 'https://id.lamp.example/realms/a' }, { issuers: ['https://id.lamp.example/realms/b'] }),
    issued(kit, {}, { issuers: ['https://id.lamp.example'] }),
  ],
  'audience-not-expected': (kit) => [
    issued(kit, { aud: `api://${CLIENT_ID}` }, { audiences: [CLIENT_ID] }),
    issued(kit, { client_id: 'lamp', token_use: 'access' }, { audiences: ['lamp'] }),
    issued(kit, { aud: 'https://graph.microsoft.com' }, { audiences: ['orders'] }),
    issued(kit, { aud: 'lamp-page', nonce: 'n' }, { audiences: ['orders'] }),
    issued(kit, { aud: ['invoices', 'reports'] }, { audiences: ['orders'] }),
  ],
  'key-not-in-set': (kit) => [
    keyed(kit, { keys: [], signer: null }),
    keyed(kit, { keys: [member('of-december')], signer: 'older' }),
    keyed(kit, { keys: [{ ...member('of-november'), use: 'enc', alg: 'RSA-OAEP' }], signer: null }),
    keyed(kit, { keys: [{ ...member('of-november'), alg: 'RS512' }], signer: null }),
    keyed(kit, { keys: [member('of-november'), member('of-december')], signer: 'newest', signedBy: 1 }),
    keyed(kit, { keys: [{ ...member('of-november'), kty: 'EC' }], signer: null }),
    keyed(kit, {
      keys: [{ ...member('of-november'), fault: 'placeholder', placeholder: 'not-fetched' }],
      signer: null,
    }),
  ],
};

const member = (kid: string) => ({ kid, alg: null, use: null, kty: 'RSA' });

function issued(kit: Kit, claims: { readonly [name: string]: unknown }, expected: ExpectedEvidence): Input {
  const token = kit.mint({ claims: { ...NO_VONAGE, exp: kit.now + 600, ...claims } });
  return { profile: 'jwt', now: kit.now, token, publicKey: kit.publicKey('active'), expected };
}

function keyed(kit: Kit, keySet: KeySetEvidence): Input {
  const claims = { ...NO_VONAGE, iss: 'https://id.lamp.example/', exp: kit.now + 600 };
  const token = kit.mint({ claims, header: { kid: 'of-november' }, key: 'stranger' });
  return { profile: 'jwt', now: kit.now, token, publicKey: kit.publicKey('active'), keySet };
}
