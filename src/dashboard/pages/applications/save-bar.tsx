import { useId } from 'preact/hooks';
import type { ApplicationKey } from '../../../wire/application-keys.ts';
import { UnsavedBar } from '../../parts/unsaved-bar.tsx';
import type { ApiProblem } from '../../server/problem.ts';
import type { Pair } from './save.ts';

/** Something that Save waits for. `at` is the id of the element where it is done. */
export interface Block {
  readonly at: string;
  readonly text: string;
}

const OVERLAPS = [
  [0, 'stops working at once'],
  [60, 'is accepted for 1 more minute'],
  [900, 'is accepted for 15 more minutes'],
  [3600, 'is accepted for 1 more hour'],
  [21_600, 'is accepted for 6 more hours'],
  [86_400, 'is accepted for 24 more hours'],
] as const;

interface Props {
  readonly pair: Pair | undefined;
  /** The key in use, which a new one replaces. */
  readonly active: ApplicationKey | undefined;
  readonly overlapSeconds: number;
  readonly onOverlap: (seconds: number) => void;
  readonly blocks: readonly Block[];
  readonly problem: ApiProblem | undefined;
  readonly isBusy: boolean;
  readonly onSave: () => void;
}

/** Says what is not saved, what Save still waits for, and saves. */
export function SaveBar({ pair, active, overlapSeconds, onOverlap, blocks, problem, isBusy, onSave }: Props) {
  const id = useId();
  const save = () => {
    const [first] = blocks;
    if (first) goTo(first.at);
    else onSave();
  };
  return (
    <UnsavedBar title={pair ? 'This key pair is not saved' : 'Your changes are not saved'} problem={problem}>
      {pair && <p class="unsaved-why">Until you save, every token signed with its private key is rejected with 401.</p>}
      {blocks.length > 0 && (
        <p>
          Before Save:{' '}
          {blocks.map(({ at, text }, index) => (
            <span key={at}>
              {index > 0 && '; '}
              <a
                href={`#${at}`}
                onClick={(event) => {
                  event.preventDefault();
                  goTo(at);
                }}
              >
                {text.toLowerCase()}
              </a>
            </span>
          ))}
          .
        </p>
      )}
      <div class="row">
        {pair && active && active.id !== pair.key.id && (
          <span class="row overlap">
            <label for={id} class="unsaved-label">
              The key in use now
            </label>
            <select
              id={id}
              class="input"
              value={String(overlapSeconds)}
              onChange={({ currentTarget }) => onOverlap(Number(currentTarget.value))}
            >
              {OVERLAPS.map(([seconds, words]) => (
                <option key={seconds} value={String(seconds)}>
                  {words}
                </option>
              ))}
            </select>
          </span>
        )}
        <button type="button" class="button on-loud" disabled={isBusy} onClick={save}>
          Save changes
        </button>
      </div>
    </UnsavedBar>
  );
}

/** Takes the reader to a part of the page, and the focus to the first control in it. */
function goTo(id: string): void {
  const part = document.getElementById(id);
  const control = part?.matches('input') ? part : part?.querySelector<HTMLElement>('input, select, textarea');
  part?.scrollIntoView({ block: 'center' });
  (control ?? part)?.focus({ preventScroll: true });
}
