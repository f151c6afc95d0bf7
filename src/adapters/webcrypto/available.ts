/** Whether this page has WebCrypto: browsers give it to https and to the loopback host alone (Secure Contexts §3.1). */
export function hasWebCrypto(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}
