import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED } from './usual-means.ts';

export const awsIot: Product = {
  id: 'aws-iot',
  name: 'AWS IoT Core',
  source: 'https://docs.aws.amazon.com/iot/latest/developerguide/custom-auth.html',
  look: {
    permission:
      'Read the policy that the authorizer returns: aws iot test-invoke-authorizer --authorizer-name NAME. iot:Connect has to name the client id that connects.',
    key: 'aws iot describe-authorizer: tokenSigningPublicKeys has to hold the public key of what signs the token.',
  },
  messages: [
    {
      id: 'policy',
      says: ['"reason":"AUTHORIZATION_FAILURE"', '"reason": "AUTHORIZATION_FAILURE"', 'AUTHORIZATION_FAILURE'],
      means: { 'refused-after-authentication': 6, 'scope-not-granted': 2 },
      note: 'the authorizer accepted the token, and the policy that it returned does not allow this: iot:Connect for this client id, or iot:Publish, iot:Subscribe and iot:Receive for this topic',
      after: {
        what: 'the policy that the authorizer returned (or that is attached to the certificate) does not allow it',
        party: 'verifier',
        step: 'aws iot test-invoke-authorizer --authorizer-name NAME shows the policy that the authorizer returns: it has to allow iot:Connect for this client id, and iot:Publish, iot:Subscribe and iot:Receive for the topics.',
      },
      source: 'https://docs.aws.amazon.com/iot/latest/developerguide/cwl-format.html',
      sample: '{"status":"Failure","eventType":"Connect","protocol":"MQTT","reason":"AUTHORIZATION_FAILURE"}',
    },
    {
      id: 'signature',
      says: ['"reason":"AUTHENTICATION_FAILURE"', '"reason": "AUTHENTICATION_FAILURE"'],
      means: { ...BAD_SIGNATURE, 'token-expired': 3, 'authorization-missing': 3 },
      note: 'the authorizer said no, or was never called: with signing switched on the signature of the token has to come with it, in base64 and not in base64url',
      source: 'https://docs.aws.amazon.com/iot/latest/developerguide/cwl-format.html',
      sample: '{"status":"Failure","eventType":"Connect","protocol":"MQTT","reason":"AUTHENTICATION_FAILURE"}',
    },
  ],
};

export const emqx: Product = {
  id: 'emqx',
  name: 'EMQX',
  source: 'https://docs.emqx.com/en/emqx/latest/access-control/authn/jwt.html',
  look: {
    key: 'Compare the secret (and "secret is base64 encoded") or the JWKS endpoint of the JWT authenticator with what signs: mintmark doctor TOKEN --secret @FILE, or --jwks URL.',
    permission:
      'Compare the acl of the claims (mintmark inspect TOKEN) with the topic: pub, sub and all are lists of topics.',
    token: 'The token is in the password or the username of CONNECT, as the authenticator says (from).',
  },
  messages: [
    {
      id: 'acl',
      says: ['authorization_permission_denied', 'cannot_publish_to_topic_due_to_not_authorized'],
      means: { 'refused-after-authentication': 5, 'scope-not-granted': 3 },
      note: 'the token was accepted, and neither its acl nor another rule allows the topic; before 5.0.11 the acl of a token without exp was ignored',
      after: {
        what: 'no rule allows the topic: neither the acl of its claims nor the authorizer',
        party: 'verifier',
        step: 'Compare the topic with acl in the claims (mintmark inspect TOKEN): pub, sub and all. Before EMQX 5.0.11 the acl of a token without exp was ignored.',
      },
      source: 'https://docs.emqx.com/en/emqx/latest/access-control/authn/jwt.html',
      sample: '[warning] msg: authorization_permission_denied, mfa: emqx_authz:authorize/5, topic: lamps',
    },
  ],
};

export const rabbitmq: Product = {
  id: 'rabbitmq',
  name: 'RabbitMQ (OAuth 2.0)',
  source: 'https://www.rabbitmq.com/docs/troubleshooting-oauth2',
  look: {
    audience: 'Compare auth_oauth2.resource_server_id with aud of the token: mintmark doctor TOKEN --audience VALUE.',
    key: 'Compare auth_oauth2.issuer or auth_oauth2.jwks_url with what signs: mintmark doctor TOKEN --jwks URL.',
    permission:
      'Scopes begin with the resource server id: rabbitmq.read:*/*; auth_oauth2.scope_prefix changes that. Read scope: mintmark inspect TOKEN.',
  },
  messages: [
    {
      id: 'no-key',
      says: ['OAuth 2/JWT token failed: {error,no_key}', 'OAuth 2/JWT token failed: {error,key_not_found}'],
      means: { 'key-not-in-set': 1 },
      note: 'no signing key has the kid of the token: jwks_url is that of another issuer, or was not set for this resource server',
      sample: 'Authentication using an OAuth 2/JWT token failed: {error,no_key}',
    },
    {
      id: 'invalid',
      says: ['OAuth 2/JWT token failed: provided token is invalid', 'OAuth 2/JWT token failed: not_authorised'],
      means: {
        'audience-not-expected': 5,
        'signed-by-unknown-key': 3,
        'key-not-in-set': 3,
        ...ENDED,
        'token-expired': 3,
      },
      note: 'aud has to have the resource_server_id; then the signature and exp count',
      sample: 'Authentication using an OAuth 2/JWT token failed: provided token is invalid',
    },
  ],
};
