import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Law, projectFiles } from '../law.ts';
import { type Text, textsOfMarkdown, textsOfTypeScript } from './texts.ts';

interface Phrase {
  readonly pattern: RegExp;
  /** What to write instead. */
  readonly better: string;
}

/**
 * Phrases that no reader should meet: they read translated, nobody searches for them, or they talk down. Each new one
 * is a line here, with the words that are better.
 */
const PHRASES: readonly Phrase[] = [
  { pattern: /\bin the place of\b/i, better: 'instead of' },
  { pattern: /\bsomething else than\b/i, better: 'not a …' },
  {
    pattern: /\b(?:is|are|be) good (?:for|until)\b|\bgood for (?:one use|an hour|a week)\b/i,
    better: 'works once, expires in',
  },
  { pattern: /^has ended$/i, better: 'has expired' },
  {
    pattern: /\b(?:tokens?|links?|invitations?|certificates?|assertions?) (?:ends?|ended|(?:has|have|had) ended)\b/i,
    better: 'expires',
  },
  { pattern: /\b(?:token|link) past its end\b/i, better: 'expired' },
  { pattern: /\b(?:of no use|is no use)\b/i, better: 'stops working' },
  { pattern: /\bunwanted mails?\b/i, better: 'spam folder' },
  {
    pattern: /\b(?:Authorization|Connection|Date|Host|Origin|Location|Retry-After|WWW-Authenticate) (?:field|line)s?\b/,
    better: 'header',
  },
  { pattern: /\b(?:Header|header) fields?\b/, better: 'header' },
  { pattern: /\bthere is none (?:of|that|yet)\b|^there is none\b/i, better: 'no … yet, not found' },
  { pattern: /\bon the road\b/i, better: 'on the way' },
  { pattern: /\bas ever\b/i, better: 'normally' },
  { pattern: /\btreat (?:it|them) as burned\b/i, better: 'consider it compromised' },
  { pattern: /\bstored never\b/i, better: 'never stored' },
  { pattern: /\bonce only\b/i, better: 'only once' },
  { pattern: /\bonce too often\b/i, better: 'twice, extra' },
  { pattern: /\banew\b/i, better: 'again' },
  { pattern: /\bat hand\b/i, better: 'given, your' },
  { pattern: /\bas it stands\b|\bas they stand\b/i, better: 'as it is, exactly' },
  { pattern: /\bstands? (?:alone|among|behind|in the|on|where)\b/i, better: 'is' },
  { pattern: /(?<!\*\*)\bmend(?:s|ed|ing)?\b(?!\.)/i, better: 'fix, repair' },
  { pattern: /\bhand(?:s|ed|ing)? (?:(?:it|them|the \w+) )?over\b/i, better: 'pass' },
  { pattern: /\bheed(?:s|ed|ing)?\b/i, better: 'use' },
  { pattern: /\bknown here\b/i, better: 'has an account' },
  { pattern: /\bblanks?\b(?! line)/i, better: 'space' },
  { pattern: /\bline ends?\b/i, better: 'line break, line ending' },
  { pattern: /\banswered with 40[0-9]\b/i, better: 'rejected with, fails with' },
  { pattern: /\bread off\b/i, better: 'read from' },
  { pattern: /\bto the letter\b/i, better: 'exactly' },
  { pattern: /(?<!\bthere )\bis no (?:JSON|JWT|HTTP|text|public|private|RSA|Mintmark)\b/i, better: 'is not a' },
  { pattern: /\b(?:has|have) to be had\b|\bcan(?:not)? be had\b/i, better: 'get' },
  { pattern: /\bwho is known\b|\bnobody is yet\b/i, better: 'who has an account, has no users' },
  { pattern: /(?:^|[.:;] )Who (?:asks|has|is known|opens|runs|wants)\b(?![^.]*\?)/, better: 'whoever, the person who' },
  { pattern: /\bgo(?:es)? on (?:being|with|working)\b/i, better: 'keep' },
  { pattern: /\bone a (?:cause|file|key|line)\b|\bone line a\b/i, better: 'one per …' },
  { pattern: /\bfor want of\b/i, better: 'without' },
  { pattern: /\bnot all could be told\b/i, better: 'some checks could not run' },
  { pattern: /\bthose before\b|\bthe (?:one|key|link) before\b/i, better: 'the old …' },
];

/** Words that blame or soothe: they have no place where something went wrong. */
const TONE: Phrase = {
  pattern: /\b(?:simply|just|please|oops|sorry|obviously|easy|easily)\b/i,
  better: 'leave it out, and say what to do next',
};

/** Texts of Vonage's own API, to which real clients compare: they stay as they are. */
const WIRE = ['src/http/sandbox/shapes.ts'];
/** Members that hold what other products say, word for word. */
const QUOTED = ['says', 'sample'];
/** Made from the code, whose texts are looked at where they are written. */
const GENERATED = /^docs\/(?:causes|reference)\//;

export const plainWords: Law = {
  name: 'plain-words',
  rule: 'Every text that people read is in plain words, as English has them',
  async faults(root) {
    const files = await projectFiles(root);
    return files.flatMap((path) =>
      textsIn(root, path).flatMap(({ text, line }) =>
        unplain(text).map(({ found, better }) => `${path}:${line}: "${found}"; better: ${better}`),
      ),
    );
  },
};

/** The phrases in a text that are not ours, each with better words. */
export function unplain(text: string): { readonly found: string; readonly better: string }[] {
  return [...PHRASES, TONE].flatMap(({ pattern, better }) => {
    const found = pattern.exec(text)?.[0];
    return found === undefined ? [] : [{ found, better }];
  });
}

function textsIn(root: string, path: string): readonly Text[] {
  const read = () => readFileSync(join(root, path), 'utf8');
  if (/^src\/.*\.tsx?$/.test(path) && !WIRE.includes(path)) return textsOfTypeScript(read(), path, QUOTED);
  if (path.endsWith('.md') && !GENERATED.test(path)) return textsOfMarkdown(read());
  return [];
}
