import type { Product } from '../../evidence/said.ts';
import { apigee, apisix, aws, azureApim, tyk } from './api-gateways.ts';
import { apns, appStoreConnect, deviceCheck } from './apple.ts';
import { awsJwtVerify } from './aws-jwt-verify.ts';
import { authjs, clerk, hasura, supabase } from './backends.ts';
import { box } from './box.ts';
import { awsIot, emqx, rabbitmq } from './brokers.ts';
import { cloudApis, keyClasses } from './cloud-apis.ts';
import { connections } from './connections.ts';
import { docusign } from './docusign.ts';
import { envoy } from './envoy.ts';
import { firebase } from './firebase-admin.ts';
import { github } from './github.ts';
import { golang } from './golang.ts';
import { google } from './google.ts';
import { httpClients } from './http-clients.ts';
import { javaJwt, jjwt, smallrye } from './java.ts';
import { jose } from './jose.ts';
import { jsonwebtoken } from './jsonwebtoken.ts';
import { auth0Logs, keycloak } from './keycloak.ts';
import { kong } from './kong.ts';
import { pyjwt, ruby } from './languages.ts';
import { laravel, league } from './laravel.ts';
import { livekit } from './livekit.ts';
import { appauth, didJwt, stream } from './mobile.ts';
import { elixir, rust, swiftAndDart } from './more-languages.ts';
import { fastify, okta, passport } from './node-web.ts';
import { oauth } from './oauth.ts';
import { octokit } from './octokit.ts';
import { openssl } from './openssl.ts';
import { opentok } from './opentok.ts';
import { lcobucci, lexik, phpJwt, wordpress } from './php.ts';
import { postgrest } from './postgrest.ts';
import { proxies } from './proxies.ts';
import { fastapi, flask, simplejwt } from './python-web.ts';
import { salesforce } from './salesforce.ts';
import { dotnet, spring } from './servers.ts';
import { snowflake } from './snowflake.ts';
import { twilio } from './twilio.ts';
import { vault } from './vault.ts';
import { vonage } from './vonage.ts';
import { nginx, traefik } from './web-servers.ts';
import { federation, jitsi, kubernetes, spiffe } from './workloads.ts';
import { zoom } from './zoom.ts';
/** Everyone whose messages are known. */
export const PRODUCTS: readonly Product[] = [
  vonage,
  github,
  appStoreConnect,
  apns,
  deviceCheck,
  google,
  snowflake,
  zoom,
  docusign,
  salesforce,
  box,
  twilio,
  livekit,
  opentok,
  httpClients,
  connections,
  appauth,
  didJwt,
  stream,
  openssl,
  jsonwebtoken,
  jose,
  octokit,
  firebase,
  pyjwt,
  ruby,
  golang,
  dotnet,
  spring,
  envoy,
  kong,
  vault,
  postgrest,
  keycloak,
  auth0Logs,
  nginx,
  traefik,
  apigee,
  apisix,
  aws,
  awsIot,
  emqx,
  rabbitmq,
  awsJwtVerify,
  azureApim,
  tyk,
  authjs,
  clerk,
  hasura,
  supabase,
  javaJwt,
  jjwt,
  smallrye,
  elixir,
  rust,
  swiftAndDart,
  fastify,
  okta,
  passport,
  laravel,
  lcobucci,
  league,
  lexik,
  phpJwt,
  wordpress,
  fastapi,
  flask,
  simplejwt,
  federation,
  jitsi,
  kubernetes,
  spiffe,
  cloudApis,
  keyClasses,
  proxies,
  oauth,
];
