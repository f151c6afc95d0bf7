/** From the one that names the others in its User-Agent to the one that only names itself. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|HeadlessChrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

/** `Firefox on Linux`, of a User-Agent (RFC 9110 §10.1.5); its first product where it names no browser we know. */
export function deviceOf(userAgent: string | null): string {
  if (userAgent === null || userAgent.trim() === '') return 'A device that does not say what it is';
  const [browser, system] = [BROWSERS, SYSTEMS].map((known) => known.find(([mark]) => mark.test(userAgent))?.[1]);
  const name = browser ?? userAgent.trim().split(/[\s/]/, 1)[0] ?? '';
  return system === undefined ? name : `${name} on ${system}`;
}

const LOOPBACK = /^(?:127\.|::1$)/;
/** RFC 1918, RFC 3927, RFC 6598; RFC 4193 and link-local addresses of IPv6. */
const PRIVATE = [
  /^10\./,
  /^172\.(?:1[6-9]|2\d|3[01])\./,
  /^192\.168\./,
  /^169\.254\./,
  /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^f[cd][0-9a-f]{2}:/i,
  /^fe[89ab][0-9a-f]:/i,
];

/** As much as an IP address tells by itself: nobody else is asked about it. */
export function placeOfAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (LOOPBACK.test(plain)) return 'the computer that Mintmark runs on';
  return PRIVATE.some((range) => range.test(plain)) ? 'a private network' : 'the internet';
}
