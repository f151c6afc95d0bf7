import './application-choice.css';
import { useId, useRef, useState } from 'preact/hooks';
import { visible } from '../../core/prose/visible.ts';
import type { FoundApplications } from '../../wire/application-search.ts';
import { findApplications } from '../server/applications.ts';
import { useAsked } from '../server/asked.ts';

type Found = FoundApplications['applications'];

interface Props {
  readonly label: string;
  /** Id of the chosen one; empty for none. */
  readonly value: string;
  /** What none is called, where it may be none. */
  readonly any?: string;
  /** The label is read out alone, and the place says it to those who see. */
  readonly isQuiet?: boolean;
  readonly onValue: (id: string) => void;
}

/** One of the applications of the account, found by the server as it is typed: a thousand are no longer than ten. */
export function ApplicationChoice({ label, value, any, isQuiet = false, onValue }: Props) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string>();
  const [at, setAt] = useState(0);
  const found = useAsked(typed, (signal) => findApplications(typed ?? '', signal));
  // The address of a page has the id of the chosen one alone.
  const named = useAsked(value === '' ? undefined : value, (signal) => findApplications(value, signal));
  const name = named.value?.find((one) => one.id === value)?.name;
  const options: Found = [...(any !== undefined && !typed ? [{ id: '', name: any }] : []), ...(found.value ?? [])];
  const isOpen = typed !== undefined;
  const isEmpty = found.problem !== undefined || (found.value ?? []).length === 0;
  const close = () => setTyped(undefined);
  const choose = (option: Found[number] | undefined) => {
    if (!option) return;
    onValue(option.id);
    close();
  };
  const move = (by: number) => {
    if (isOpen) setAt((before) => (before + by + options.length) % Math.max(1, options.length));
    else setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter' && isOpen) choose(options[at]);
    else if (event.key === 'Escape' && isOpen) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class={isQuiet ? 'combobox' : 'combobox field'}>
      <label for={id} class={isQuiet ? 'unseen' : undefined}>
        {label}
      </label>
      <input
        ref={field}
        id={id}
        class="input"
        type="text"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && options[at] ? `${id}-${at}` : undefined}
        autocomplete="off"
        spellcheck={false}
        placeholder={any ?? 'Search by name or id'}
        value={typed ?? (value === '' ? '' : visible(name ?? value))}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setAt(0);
        }}
        onClick={() => setTyped(typed ?? '')}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-list`} class="combobox-list" role="listbox" aria-label={label} hidden={!isOpen}>
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          <div
            key={option.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
          >
            <bdi>{visible(option.name)}</bdi>
            {option.id !== '' && <code class="small muted">{option.id.slice(0, 8)}</code>}
          </div>
        ))}
        {isOpen && isEmpty && <div class="muted small">{standing(found)}</div>}
      </div>
    </div>
  );
}

function standing({ isBusy, problem }: { readonly isBusy: boolean; readonly problem?: string }): string {
  if (problem !== undefined) return problem;
  return isBusy ? 'Searching' : 'No application has this in its name or id';
}
