import { BlockList, isIP } from 'node:net';
import { BoundedMap } from '../../core/encoding/bounded-map.ts';

/** Peers whose answer is at hand. */
const ADDRESSES = 1000;

/**
 * Tells trusted peers by the address of the connection, which no header can forge. Each entry is an address, a CIDR
 * block, `loopback`, or `none`.
 * @throws TypeError for an entry that is none of these.
 */
export function trustedProxies(entries: readonly string[]): (address: string | undefined) => boolean {
  const trusted = new BlockList();
  for (const entry of entries) add(trusted, entry);
  const known = new BoundedMap<boolean>(ADDRESSES);
  return (address) => {
    if (address === undefined) return false;
    let found = known.peek(address);
    if (found === undefined) {
      found = isListed(address);
      known.set(address, found);
    }
    return found;
  };

  function isListed(address: string): boolean {
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
    const plain = mapped ?? address;
    const family = isIP(plain);
    return family !== 0 && trusted.check(plain, family === 4 ? 'ipv4' : 'ipv6');
  }
}

function add(list: BlockList, entry: string): void {
  if (entry === 'none') return;
  if (entry === 'loopback') {
    list.addSubnet('127.0.0.0', 8, 'ipv4');
    list.addAddress('::1', 'ipv6');
    return;
  }
  const [address = '', prefix] = entry.split('/');
  const family = isIP(address);
  const bits = prefix === undefined ? undefined : Number(prefix);
  const widest = family === 4 ? 32 : 128;
  const wrong = family === 0 || (bits !== undefined && (!Number.isInteger(bits) || bits < 0 || bits > widest));
  if (wrong)
    throw new TypeError(`trusted proxy ${JSON.stringify(entry)}: expected loopback, an IP address or a CIDR block`);
  const type = family === 4 ? 'ipv4' : 'ipv6';
  if (bits === undefined) list.addAddress(address, type);
  else list.addSubnet(address, bits, type);
}
