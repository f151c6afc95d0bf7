import { EXIT, Failure, usage } from '../terminal/failure.ts';
import { askHttp } from './ask-http.ts';
import { offsetOf, type Witness } from './offset.ts';

/** The clock of a server, beside this one. @throws Failure (server) without an answer or a Date, (cannotTell) without one clock */
export async function measureClock(url: URL, samples: number, timeoutSeconds: number): Promise<Witness> {
  return witness(url.origin, await askHttp(url, samples, timeoutSeconds));
}

export function witness(name: string, samples: Parameters<typeof offsetOf>[0]): Witness {
  const offset = offsetOf(samples);
  if (offset !== undefined) return { name, offset };
  throw new Failure(
    EXIT.cannotTell,
    `The responses of ${name} contradict each other: several clocks respond under that name, or one was set in the meantime`,
    'Ask again, or ask a single machine of it',
  );
}

/** @param what the name of the argument, in words: `URL`, `--clock` */
export function readClockUrl(text: string, what: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url;
  throw usage(`${what} has to be an http or https URL without a user name in it`, 'For example: https://api.nexmo.com');
}
