import { causeById } from '../../core/diagnosis/diagnose.ts';
import { STAGES } from '../../core/evidence/cause.ts';
import type { Check } from '../../core/evidence/report.ts';
import { missingEvidence } from '../../core/prose/report.ts';
import { STAGE_NAMES } from '../../core/prose/stage-names.ts';
import { articleOf } from './finding.tsx';
import { Icon } from './icon.tsx';

const RESULTS = {
  clear: { word: 'clear', look: 'accepted', icon: 'check' },
  found: { word: 'found', look: 'rejected', icon: 'cross' },
  'cannot-tell': { word: 'cannot tell', look: 'unsure', icon: 'question' },
} as const;

interface Props {
  readonly checks: readonly Check[];
  readonly reportId?: string | undefined;
}

/** Every check that was made, in the order in which a request is judged: clear, found, or what it would have needed. */
export function Checks({ checks, reportId }: Props) {
  const count = (result: Check['result']) => checks.filter((check) => check.result === result).length;
  return (
    <details class="checks">
      <summary>
        <strong>{checks.length} checks, in order:</strong> {count('clear')} clear, {count('found')} found,{' '}
        {count('cannot-tell')} cannot tell
      </summary>
      {STAGES.map((stage) => {
        const own = checks.filter(({ cause }) => causeById(cause)?.stage === stage);
        return own.length === 0 ? null : (
          <section key={stage}>
            <h3>{STAGE_NAMES[stage]}</h3>
            <ul>
              {own.map((check) => (
                <CheckLine key={check.cause} check={check} reportId={reportId} />
              ))}
            </ul>
          </section>
        );
      })}
    </details>
  );
}

function CheckLine({ check, reportId }: { readonly check: Check; readonly reportId: string | undefined }) {
  const { word, look, icon } = RESULTS[check.result];
  const needs = missingEvidence([check]);
  return (
    <li class="check">
      <span class={`check-result ${look}`}>
        <Icon name={icon} /> {word}
      </span>
      <span>
        <a href={articleOf(check.cause, check.result === 'found' ? reportId : undefined)}>
          {causeById(check.cause)?.title ?? check.cause}
        </a>
        {needs.length > 0 && <span class="muted small"> needs {needs.join(', ')}</span>}
      </span>
    </li>
  );
}
