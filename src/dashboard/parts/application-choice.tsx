import './application-choice.css';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { visible } from '../../core/prose/visible.ts';
import type { FoundApplications } from '../../wire/application-search.ts';
import { findApplications } from '../server/applications.ts';

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

const TYPING_MILLISECONDS = 200;

/** One of the applications of the account, found by the server as it is typed: a thousand are no longer than ten. */
export function ApplicationChoice({ label, value, any, isQuiet = false, onValue }: Props) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string>();
  const [at, setAt] = useState(0);
  const found = useFound(typed);
  const name = useName(value);
  const options: Found = [...(any !== undefined && !typed ? [{ id: '', name: any }] : []), ...found];
  const isOpen = typed !== undefined;
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
        {isOpen && options.length === 0 && <div class="muted small">No application has this in its name or id</div>}
      </div>
    </div>
  );
}

/** What the server finds for a text; what it found before stays until then. */
function useFound(text: string | undefined): Found {
  const [found, setFound] = useState<Found>([]);
  useEffect(() => {
    if (text === undefined) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(
      () =>
        findApplications(text, abort.signal).then(setFound, (error: unknown) => {
          if (!abort.signal.aborted) setFound([]);
          if (!abort.signal.aborted && !(error instanceof Error)) throw error;
        }),
      text === '' ? 0 : TYPING_MILLISECONDS,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);
  return found;
}

/** The name of the chosen one: the address of a page has its id alone. */
function useName(id: string): string | undefined {
  const [named, setNamed] = useState<Found[number]>();
  useEffect(() => {
    if (id === '' || named?.id === id) return undefined;
    const abort = new AbortController();
    findApplications(id, abort.signal).then(
      (found) => setNamed(found.find((one) => one.id === id)),
      () => setNamed(undefined),
    );
    return () => abort.abort();
  }, [id]);
  return named?.id === id ? named.name : undefined;
}
