import type { FieldCase } from '../case.ts';
import { appleAndGithub } from './apple-and-github.ts';
import { brokersAndBackends } from './brokers-and-backends.ts';
import { elsewhere } from './elsewhere.ts';
import { gateways } from './gateways.ts';
import { grants } from './grants.ts';
import { identityProviders } from './identity-providers.ts';
import { clocks, keyTexts } from './keys-and-clocks.ts';
import { messages } from './messages.ts';
import { messagesLater } from './messages-later.ts';
import { messagesLatest } from './messages-latest.ts';
import { ownApis } from './own-apis.ts';
import { pairs } from './pairs.ts';
import { pairsLater } from './pairs-later.ts';
import { platforms } from './platforms.ts';
import { providers } from './providers.ts';
import { pythonPhpRuby } from './python-php-ruby.ts';
import { requestsSeen } from './requests-seen.ts';
import { requestsToProviders } from './requests-to-providers.ts';
import { soundTokens } from './sound.ts';
import { soundElsewhere } from './sound-more.ts';
import { tokensLater } from './tokens-later.ts';

/** Every case, by its kind. */
export const FIELD_CASES: { readonly [kind: string]: readonly FieldCase[] } = {
  'identity providers': [...identityProviders, ...platforms],
  'own APIs': [...ownApis, ...pythonPhpRuby],
  gateways,
  providers: [...providers, ...grants, ...appleAndGithub],
  'key texts': keyTexts,
  clocks,
  'tokens elsewhere': elsewhere,
  messages,
  'requests with their answers': [...requestsSeen, ...requestsToProviders],
  'sound tokens': [...soundTokens, ...soundElsewhere],
  'pairs of faults': pairs,
  'messages of a third hunt': [...messagesLater, ...messagesLatest],
  'requests of a third hunt': tokensLater,
  'pairs of a third hunt': pairsLater,
  'brokers and backends': brokersAndBackends,
};
