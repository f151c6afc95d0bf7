import './palette.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { visible } from '../../core/prose/visible.ts';
import { snippetOf } from '../../help/marks.ts';
import { pasted } from '../browser/pasted.ts';
import { navigate } from '../browser/router.ts';
import { Icon } from '../parts/icon.tsx';
import { Marked } from '../parts/marked.tsx';
import { useSession } from '../server/session.ts';
import type { Choice, Group } from './choices.ts';
import { useFound } from './find.ts';

const LIST = 'palette-list';

/** Finds pages, applications, requests and help, and takes what was pasted to where it belongs. */
export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const isSignedIn = useSession().kind === 'signed-in';
  const { groups, isBusy, problem } = useFound(text, isSignedIn);
  const choices = groups.flatMap((group) => group.choices);
  const active = choices[Math.min(chosen, choices.length - 1)];
  useModal(dialog);
  useEffect(() => {
    if (active) document.getElementById(optionId(active))?.scrollIntoView({ block: 'nearest' });
  }, [active?.id]);

  const search = (next: string) => {
    setText(next);
    setChosen(0);
  };
  const open = ({ href, takes }: Choice) => {
    if (takes !== undefined) pasted.set(takes);
    onClose();
    void navigate(href);
  };
  const onKey = (event: KeyboardEvent) => {
    const steps: { readonly [key: string]: number } = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && choices.length > 0) {
      event.preventDefault();
      const at = Math.min(chosen, choices.length - 1);
      setChosen((at + step + choices.length) % choices.length);
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      if (active) open(active);
    }
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it too
    <dialog
      ref={dialog}
      class="palette"
      aria-label="Search"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={({ target }) => target === dialog.current && onClose()}
    >
      <div class="palette-field">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-label="Search, or paste an id, a fingerprint, a token or a whole 401"
          aria-expanded={choices.length > 0}
          aria-controls={LIST}
          aria-autocomplete="list"
          aria-activedescendant={active && optionId(active)}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder="Search, or paste an id, a token or a 401"
          value={text.replace(/\s*\n\s*/g, ' ')}
          onInput={({ currentTarget }) => search(currentTarget.value)}
          onPaste={(event) => {
            // A field of one line would lose the line breaks, which keys and requests need.
            const whole = event.clipboardData?.getData('text/plain') ?? '';
            if (!whole.trim().includes('\n')) return;
            event.preventDefault();
            search(whole);
          }}
          onKeyDown={onKey}
        />
        <button type="button" class="button quiet small" onClick={onClose}>
          Close
        </button>
      </div>
      <div id={LIST} role="listbox" aria-label="What was found" class="palette-list">
        {groups.map((group) => (
          <Choices key={group.name} group={group} active={active} onOpen={open} />
        ))}
      </div>
      <p class="palette-foot small muted" role="status">
        {problem !== undefined ? problem : standing(choices.length, isBusy, text)}
      </p>
    </dialog>
  );
}

interface ChoicesProps {
  readonly group: Group;
  readonly active: Choice | undefined;
  readonly onOpen: (choice: Choice) => void;
}

function Choices({ group: { name, choices }, active, onOpen }: ChoicesProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options, as a listbox has them
    <div role="group" aria-label={name}>
      <div class="palette-name" aria-hidden="true">
        {name}
      </div>
      {choices.map((choice) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and the keys
        <div
          key={choice.id}
          id={optionId(choice)}
          role="option"
          tabIndex={-1}
          class="palette-option"
          aria-selected={choice.id === active?.id}
          onClick={() => onOpen(choice)}
        >
          <span class="palette-title">
            {choice.hit ? <Marked text={choice.title} terms={choice.hit.terms} /> : visible(choice.title)}
          </span>
          {choice.note !== undefined && <span class="palette-note">{visible(choice.note)}</span>}
          {choice.hit && (
            <span class="palette-snippet">
              <Marked text={snippetOf(choice.hit)} terms={choice.hit.terms} />
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

/** The ids of choices have spaces and signs; an id of HTML has none. */
function optionId({ id }: Choice): string {
  return `option-${id.replaceAll(/[^\w-]/g, '-')}`;
}

function standing(count: number, isBusy: boolean, text: string): string {
  if (isBusy) return 'Searching';
  if (count > 0)
    return `${count === 1 ? '1 result' : `${count} results`}. Arrow keys choose, Enter opens, Escape closes.`;
  return text.trim() === '' ? '' : 'Nothing has these words. A token, an id or a whole 401 can be pasted here.';
}

/** Opens as a modal dialog, and gives the focus back to where it was. */
function useModal(dialog: { readonly current: HTMLDialogElement | null }): void {
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
}
