import { createHash } from 'node:crypto';

const MOST_CHARACTERS = 1_048_576;

/** Asks the address that the frame was opened for, once, and tells the page around it what came. */
const SCRIPT = `const url = new URLSearchParams(location.search).get('url');
const tell = (answer) => parent.postMessage(answer, '*');
fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' }).then(
  async (response) => {
    const text = await response.text();
    tell(text.length > ${MOST_CHARACTERS} ? { why: 'too-large' } : { status: response.status, text });
  },
  () => tell({ why: 'no-answer' }),
);`;

const HASH = createHash('sha256').update(SCRIPT).digest('base64');

export const KEY_FRAME_HTML = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Key set</title>
<script>${SCRIPT}</script>
</html>
`;

const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/**
 * The origin of an address that keys may be asked for at, as a policy names it: https, or http on this machine.
 * `undefined` for any other address, and for one with a password in it.
 */
export function originForKeys(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') return undefined;
  // Other characters that a URL allows in a host would end the directive.
  return /^https:\/\/[a-z0-9.-]+(?::\d+)?$/.test(url.origin) || LOOPBACK.test(url.origin) ? url.origin : undefined;
}

/** Headers of the frame: an origin of its own, without cookies and storage, that reaches one other and nothing else. */
export function keyFrameHeaders(origin: string): { readonly [header: string]: string } {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      `sandbox allow-scripts; default-src 'none'; script-src 'sha256-${HASH}'; connect-src ${origin}; ` +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'",
    'x-frame-options': 'SAMEORIGIN',
    'cache-control': 'no-store',
  };
}
