import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, NO_JWT } from './usual-means.ts';

export const nginx: Product = {
  id: 'nginx',
  name: 'nginx (auth_jwt)',
  source: 'https://nginx.org/en/docs/http/ngx_http_auth_jwt_module.html',
  look: {
    key: 'auth_jwt_key_file or auth_jwt_key_request: the set has to have the kid of the token, or its only key.',
  },
  messages: [
    {
      id: 'signature',
      says: [
        'JWT signature validation failed',
        'auth_jwt: rejected due to signature validate failure',
        'auth_jwt: rejected due to missing signature key',
        'jwt_verify: error on decode',
      ],
      means: BAD_SIGNATURE,
      sample: 'JWT signature validation failed: error:0407008A',
    },
    {
      id: 'expired',
      says: ['auth_jwt: rejected due to token expired', 'auth_jwt: token expired', 'JWT "exp" claim'],
      means: ENDED,
      sample: 'auth_jwt: rejected due to token expired: exp=1',
    },
    {
      id: 'missing',
      says: ['auth_jwt: token was not provided', 'auth_jwt: rejected due to missing claim'],
      means: { 'authorization-missing': 4, 'claim-missing': 3 },
      sample: 'auth_jwt: token was not provided',
    },
    {
      id: 'form',
      says: ['auth_jwt: failed to parse jwt token', 'JWT is malformed'],
      means: NO_JWT,
      sample: 'auth_jwt: failed to parse jwt token',
    },
  ],
};

export const traefik: Product = {
  id: 'traefik',
  name: 'Traefik and its JWT plugins',
  source: 'https://doc.traefik.io/traefik-hub/api-gateway/reference/routing/http/middlewares/ref-jwt',
  messages: [
    {
      id: 'no-token',
      says: ['no JWT found in request', 'no token provided', 'missing JWT'],
      means: { 'authorization-missing': 6, 'authorization-stripped-in-transit': 2 },
      sample: '{"level":"debug","middlewareName":"jwt@docker","msg":"no JWT found in request"}',
    },
    {
      id: 'claims',
      says: ['claims are not valid', 'unauthorized: claims'],
      means: { 'claim-missing': 3, 'audience-not-expected': 3, 'scope-not-granted': 2 },
      sample: '{"level":"debug","msg":"claims are not valid"}',
    },
  ],
};
