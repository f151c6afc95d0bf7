import type { Verdict } from '../../core/evidence/report.ts';
import { Icon } from './icon.tsx';

const VERDICTS = {
  accepted: { word: 'accepted', look: 'accepted', icon: 'check' },
  rejected: { word: 'rejected', look: 'rejected', icon: 'cross' },
  'cannot-tell': { word: 'cannot tell', look: 'unsure', icon: 'question' },
} as const;

/** One of the three verdicts, told by sign, word and colour. */
export function VerdictTag({ verdict }: { readonly verdict: Verdict }) {
  const { word, look, icon } = VERDICTS[verdict];
  return (
    <span class={`tag ${look}`}>
      <Icon name={icon} /> {word}
    </span>
  );
}
