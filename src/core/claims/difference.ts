/** In what one value differs from another that was expected, by the first of these that explains it all. */
export type Difference =
  | 'slash'
  | 'case'
  | 'blank'
  | 'scheme'
  | 'port'
  | 'host'
  | 'version'
  | 'tenant'
  /** The endpoint of Entra for every tenant is expected, which issues no token. */
  | 'every-tenant'
  /** The same realm of Keycloak, with another path before it: `/auth`, which version 17 took away. */
  | 'base-path'
  | 'path'
  | 'other';

interface Address {
  readonly host: string;
  readonly port: string;
  readonly path: string;
}

/** No issuer or audience that is published is longer. */
const LONGEST = 2048;

/** How `received` differs from `expected`, two values that are compared as text (RFC 7519 §4.1.1, §4.1.3). */
export function differenceOf(expected: string, received: string): Difference {
  if (expected.length > LONGEST || received.length > LONGEST) return 'other';
  const [one, other] = [expected.trim(), received.trim()];
  if (one === other) return 'blank';
  // mutants: no slash at the end is nothing to take off
  const bare = (text: string) => text.replace(/\/+$/, '');
  if (bare(one) === bare(other)) return 'slash';
  if (one.toLowerCase() === other.toLowerCase()) return 'case';
  const [left, right] = [addressOf(bare(one)), addressOf(bare(other))];
  if (left === undefined || right === undefined) return isSchemeLeftOut(bare(one), bare(other)) ? 'scheme' : 'other';
  return differenceOfAddresses(left, right);
}

function differenceOfAddresses(one: Address, other: Address): Difference {
  if (isEntra(one) && isEntra(other)) {
    if (EVERY_TENANT.test(tenantOf(one))) return 'every-tenant';
    if (tenantOf(one) !== tenantOf(other)) return 'tenant';
    return 'version';
  }
  const isSame = (name: keyof Address) => one[name] === other[name];
  if (isSame('host') && isSame('path')) return isSame('port') ? 'scheme' : 'port';
  if (isSame('path')) return 'host';
  if (!isSame('host')) return 'other';
  const realm = realmIn(one.path);
  return realm !== undefined && realm === realmIn(other.path) && isSame('port') ? 'base-path' : 'path';
}

/** What stands for a tenant in an address that serves all of them, or in the template of its discovery document. */
const EVERY_TENANT = /^(?:common|organizations|consumers|\{tenantid\})$/;

/** `/realms/NAME` at the end of a path. */
function realmIn(path: string): string | undefined {
  return /\/realms\/[^/]+$/.exec(path)?.[0];
}

/** Microsoft names one tenant by two issuers: sts.windows.net is version 1, login.microsoftonline.com version 2. */
function isEntra({ host }: Address): boolean {
  return host === 'sts.windows.net' || host === 'login.microsoftonline.com';
}

function tenantOf({ path }: Address): string {
  return (path.split('/')[1] ?? '').toLowerCase();
}

function isSchemeLeftOut(one: string, other: string): boolean {
  const bare = (text: string) => text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  return bare(one) === bare(other);
}

/** Of a text without slashes at its end. */
function addressOf(text: string): Address | undefined {
  // mutants: so no path is a slash alone; and `[]` is a name too
  const parts = /^[a-z][a-z0-9+.-]*:\/\/(\[[^\]/]*\]|[^/:?#@]+)(?::(\d+))?(\/[^?#]*)?$/i.exec(text);
  if (!parts) return undefined;
  const [, host = '', port = '', path = ''] = parts;
  return { host: host.toLowerCase(), port, path };
}

/** The expected value that is nearest: one that differs by its spelling alone before one that is another altogether. */
export function nearestOf(expected: readonly string[], received: string): readonly [string, Difference] | undefined {
  const ranked = expected.map((value) => [value, differenceOf(value, received)] as const);
  return ranked.find(([, difference]) => difference !== 'other') ?? ranked[0];
}
