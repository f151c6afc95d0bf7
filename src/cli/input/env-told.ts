import { parseKey } from '../../core/keys/parse-key.ts';
import { ENV_READERS } from '../../core/request/captures/env-readers.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { KeyArgument } from './key-argument.ts';

/** Which programs get a sound key out of the `.env` file that it stands in, and which do not; `undefined` for no such file. */
export function envReaders({ env }: KeyArgument): { readonly [reader: string]: boolean } | undefined {
  if (env === undefined) return undefined;
  return Object.fromEntries(
    ENV_READERS.map(({ name, read }) => {
      const value = read(env.text, env.variable);
      return [name, value !== undefined && parseKey(value).ok];
    }),
  );
}

/** The same in a sentence, where they do not read it alike. */
export function sayEnvReaders(readers: ReturnType<typeof envReaders>, { say }: Pick<Terminal, 'say'>): void {
  const namesOf = (holds: boolean) => Object.keys(readers ?? {}).filter((name) => readers?.[name] === holds);
  const [good, bad] = [namesOf(true), namesOf(false)];
  if (good.length === 0 || bad.length === 0) return;
  say(`The key in this .env file is right for ${good.join(', ')}; not for ${bad.join(', ')}`);
}
