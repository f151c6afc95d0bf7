import type { Product } from '../../evidence/said.ts';
import { apns, appStoreConnect } from './apple.ts';
import { envoy, kong, postgrest, proxies, vault } from './gateways.ts';
import { github } from './github.ts';
import { google } from './google.ts';
import { golang, pyjwt, ruby } from './languages.ts';
import { livekit } from './livekit.ts';
import { firebase, jose, jsonwebtoken, octokit, openssl } from './node.ts';
import { oauth } from './oauth.ts';
import { opentok } from './opentok.ts';
import { box, docusign, salesforce, snowflake, twilio, zoom } from './providers.ts';
import { dotnet, spring } from './servers.ts';
import { vonage } from './vonage.ts';

/** Everyone whose messages are known. */
export const PRODUCTS: readonly Product[] = [
  vonage,
  github,
  appStoreConnect,
  apns,
  google,
  snowflake,
  zoom,
  docusign,
  salesforce,
  box,
  twilio,
  livekit,
  opentok,
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
  proxies,
  oauth,
];
