const DEFAULT_PORTS: { readonly [scheme: string]: string } = { http: '80', https: '443', ws: '80', wss: '443' };

/** Scheme, host and port of an absolute URL in one spelling (RFC 6454 §6.2); `undefined` for any other text. */
export function originOf(url: string): string | undefined {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]+)(?::(\d*))?(?:[/?#]|$)/i.exec(url.trim());
  if (!parts) return undefined;
  const [, scheme = '', host = '', port = ''] = parts.map((part) => part?.toLowerCase());
  return port === '' || port === DEFAULT_PORTS[scheme] ? `${scheme}://${host}` : `${scheme}://${host}:${port}`;
}

/** The value of the first field of this name, in lower case, blanks around it taken off. */
export function fieldValue(fields: readonly (readonly [string, string])[] | undefined, name: string) {
  return fields?.find(([field]) => field.toLowerCase() === name)?.[1].trim();
}
