/** What values an option takes: how one is read, and how that is said to a person. */
export interface Kind<T> {
  /** What was expected, to stand after "expected": `an integer from 0 to 65535`. */
  readonly expected: string;
  readonly unit?: string;
  /** The value, from text (a flag, the environment) or JSON (a file); `undefined` where it is not one. */
  parse(value: unknown): (T & NonNullable<unknown>) | undefined;
}

/** Any text but an empty one, in the form of `pattern` where there is one. */
export function text(expected: string, pattern = /^[^\0]+$/): Kind<string> {
  return { expected, parse: (value) => (typeof value === 'string' && pattern.test(value) ? value : undefined) };
}

export function integer(minimum: number, maximum: number): Kind<number> {
  return {
    expected: `an integer from ${minimum} to ${maximum}`,
    parse(value) {
      const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
      const fits = Number.isSafeInteger(number) && (number as number) >= minimum && (number as number) <= maximum;
      return fits ? (number as number) : undefined;
    },
  };
}

/** A number, or `auto`: as many as there are cores. */
export function countOrAuto(minimum: number, maximum: number): Kind<number | 'auto'> {
  const count = integer(minimum, maximum);
  return {
    expected: `auto, or ${count.expected}`,
    parse: (value) => (value === 'auto' ? 'auto' : count.parse(value)),
  };
}

const SECONDS_OF = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** A time span in seconds: `90`, `90s`, `15m`, `24h`, `7d`. */
export function duration(minimumSeconds: number, maximumSeconds: number): Kind<number> {
  const whole = integer(minimumSeconds, maximumSeconds);
  return {
    expected: `a duration such as 90s, 15m, 24h or 7d, or a number of seconds, from ${minimumSeconds} to ${maximumSeconds} seconds`,
    unit: 'seconds',
    parse(value) {
      const [, count, unit] = (typeof value === 'string' && /^(\d{1,9})([smhd])$/.exec(value)) || [];
      return whole.parse(unit === undefined ? value : Number(count) * SECONDS_OF[unit as keyof typeof SECONDS_OF]);
    },
  };
}

export function oneOf<const T extends string>(...words: T[]): Kind<T> {
  return { expected: `one of: ${words.join(', ')}`, parse: (value) => words.find((word) => word === value) };
}

/** `always` and `never` are what many other programs call them. */
export function colour(): Kind<'auto' | 'on' | 'off'> {
  const words = oneOf('auto', 'on', 'off');
  return {
    expected: 'one of: auto, always (on), never (off)',
    parse: (value) => (value === 'always' ? 'on' : value === 'never' ? 'off' : words.parse(value)),
  };
}

/** A switch; on the command line it takes no value. */
export function flag(): Kind<boolean> {
  return {
    expected: 'true or false',
    parse(value) {
      if (value === true || value === 'true' || value === '1') return true;
      return value === false || value === 'false' || value === '0' || value === '' ? false : undefined;
    },
  };
}

/** An absolute http or https URL; a final slash is dropped, so that paths can be put after it. */
export function httpUrl(): Kind<string> {
  return {
    expected: 'an http or https URL such as http://127.0.0.1:4401',
    parse(value) {
      const url = parseUrl(value);
      const plain =
        url !== undefined &&
        /^https?:$/.test(url.protocol) &&
        url.username === '' &&
        url.search === '' &&
        url.hash === '';
      return plain ? url.href.replace(/\/+$/, '') : undefined;
    },
  };
}

export function postgresUrl(): Kind<string> {
  return {
    expected: 'a URL such as postgres://user:password@host:5432/database',
    parse(value) {
      const url = parseUrl(value);
      return url !== undefined && /^postgres(?:ql)?:$/.test(url.protocol) ? (value as string) : undefined;
    },
  };
}

export function smtpUrl(): Kind<string> {
  return {
    expected: 'a URL such as smtps://user:password@mail.example.com:465',
    parse(value) {
      const url = parseUrl(value);
      const isPlain = url !== undefined && /^smtps?:$/.test(url.protocol) && url.hostname !== '' && url.search === '';
      return isPlain && /^\/?$/.test(url.pathname) ? (value as string) : undefined;
    },
  };
}

/** `key:secret`: fixed credentials. Their strength is the choice of whoever sets them. */
export function account(): Kind<{ readonly key: string; readonly secret: string }> {
  return {
    expected: 'key:secret, the key of up to 64 letters and digits, the secret of up to 256 characters without a space',
    parse(value) {
      const [, key, secret] = (typeof value === 'string' && /^([A-Za-z0-9]{1,64}):([!-~]{1,256})$/.exec(value)) || [];
      return key === undefined || secret === undefined ? undefined : { key, secret };
    },
  };
}

/** An IP address or a block of them (CIDR), or `loopback`, or `none`. */
export function proxy(): Kind<string> {
  return {
    expected: 'loopback, none, or IP addresses and blocks such as 10.0.0.0/8',
    parse: (value) => (typeof value === 'string' && isProxy(value) ? value : undefined),
  };
}

function isProxy(text: string): boolean {
  if (text === 'loopback' || text === 'none') return true;
  const [, address = '', bits = '0'] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  return isIpv4(address) ? Number(bits) <= 32 : isIpv6(address) && Number(bits) <= 128;
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** RFC 4291 §2.2, forms 1 and 2: `::` stands for one group of zeros or more, once. */
function isIpv6(text: string): boolean {
  const [head = '', tail, ...more] = text.split('::');
  const groups = [head, tail ?? ''].flatMap((half) => (half === '' ? [] : half.split(':')));
  if (more.length > 0 || !groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return tail === undefined ? groups.length === 8 : groups.length < 8;
}

/** Values of one kind: comma-separated in text, an array in a file. */
export function list<T>(kind: Kind<T>): Kind<readonly T[]> {
  return {
    expected: `${kind.expected}, separated by commas`,
    parse(value) {
      const items = typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
      if (!Array.isArray(items) || items.length === 0) return undefined;
      const parsed = items.map((item) => kind.parse(item));
      return parsed.includes(undefined) ? undefined : (parsed as readonly T[]);
    },
  };
}

function parseUrl(value: unknown): URL | undefined {
  try {
    return typeof value === 'string' ? new URL(value) : undefined;
  } catch {
    return undefined;
  }
}
