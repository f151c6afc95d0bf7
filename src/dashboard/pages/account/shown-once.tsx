import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useLeaveGuard } from '../../parts/leave-guard.ts';
import { Kept } from '../../parts/private-key-once.tsx';

interface Props {
  /** What it is, as a sentence goes on with it: `This secret`. */
  readonly what: string;
  /** Where it is to be kept, in a sentence. */
  readonly keep: string;
  /** What the box says: `I have saved the secret`. */
  readonly label: string;
  readonly onDone: () => void;
  /** The thing itself, with its ways to be kept. */
  readonly children: ComponentChildren;
}

export const KEEP_SECRET = 'Keep it now, in a password manager or where your programs read it.';

/** Something that is shown this once. It is left by saying that it is kept, and not by accident. */
export function ShownOnce({ what, keep, label, onDone, children }: Props) {
  const [isKept, setKept] = useState(false);
  useLeaveGuard(isKept ? undefined : leaving(what));
  return (
    <div class="stack shown-once" role="status">
      <p>
        <strong>{what} cannot be seen again.</strong> {keep}
      </p>
      {children}
      <Kept isKept={isKept} onKept={setKept} label={label} />
      <div>
        <button
          type="button"
          class="button primary"
          aria-disabled={!isKept}
          onClick={() => {
            if (isKept) onDone();
            else document.getElementById('private-key-kept')?.focus();
          }}
        >
          Done
        </button>
      </div>
    </div>
  );
}

function leaving(what: string) {
  return {
    title: 'Leave without keeping it?',
    text: `${what} cannot be seen again.`,
    yes: 'Leave without it',
    no: 'Stay here',
    isDangerous: true,
  };
}
