import type { Citation } from './cause.ts';

/** A section of an RFC: `rfc(7519, '4.1.4')`. */
export function rfc(number: number, section: string): Citation {
  return {
    title: `RFC ${number} §${section}`,
    url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
  };
}

export const VONAGE_AUTHENTICATION: Citation = {
  title: 'Vonage: Authentication',
  url: 'https://developer.vonage.com/en/getting-started/concepts/authentication',
};

export const VONAGE_401: Citation = {
  title: 'Vonage: 401 Unauthorized when making API requests',
  url: 'https://api.support.vonage.com/hc/en-us/articles/360000958367',
};

export const VONAGE_LIFETIME: Citation = {
  title: 'Vonage: How long is my JWT valid',
  url: 'https://api.support.vonage.com/hc/en-us/articles/360000958407',
};

export const VONAGE_WEBHOOKS: Citation = {
  title: 'Vonage: Signed webhooks',
  url: 'https://developer.vonage.com/en/getting-started/concepts/webhooks',
};
