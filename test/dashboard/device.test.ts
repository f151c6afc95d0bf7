import { expect, test } from 'vitest';
import { deviceOf, placeOfAddress } from '../../src/dashboard/pages/account/device.ts';

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    'Safari on macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
    'Chrome on iOS',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
    'Samsung Internet on Android',
  ],
  ['curl/8.5.0', 'curl'],
  ['', 'A device that does not say what it is'],
  [null, 'A device that does not say what it is'],
])('%s is %s', (userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device);
});

test.each([
  ['127.0.0.1', 'the computer that Mintmark runs on'],
  ['::1', 'the computer that Mintmark runs on'],
  ['::ffff:127.0.0.1', 'the computer that Mintmark runs on'],
  ['10.1.2.3', 'a private network'],
  ['172.16.0.1', 'a private network'],
  ['172.32.0.1', 'the internet'],
  ['192.168.1.7', 'a private network'],
  ['100.64.0.1', 'a private network'],
  ['100.128.0.1', 'the internet'],
  ['fd00::1', 'a private network'],
  ['fe80::1', 'a private network'],
  ['203.0.113.9', 'the internet'],
  ['2001:db8::1', 'the internet'],
])('%s is at %s', (address, place) => {
  expect(placeOfAddress(address)).toBe(place);
});
