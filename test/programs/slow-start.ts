import { compose } from '../../src/compose/compose.ts';
import { DEFAULT_SETTINGS } from '../../src/options/options.ts';

/** A server on a data directory and a port whose start never comes to its end. Prints a line when it builds. */
const [data = '', port = ''] = process.argv.slice(2);
await compose(
  { ...DEFAULT_SETTINGS, data, port: Number(port), logLevel: 'silent' },
  {
    version: '0.0.0',
    secretHashes: {
      hash() {
        console.log('building');
        return new Promise<string>(() => setInterval(() => {}, 60_000));
      },
      verify: async () => false,
      match: async () => -1,
    },
  },
);
