import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { say } from './toasts.tsx';

interface Props {
  readonly text: string;
  /** What is copied, as it follows "Copy": `the application id`. */
  readonly name: string;
}

const MARKED_MILLISECONDS = 2000;

export function CopyButton({ text, name }: Props) {
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setDone(false), MARKED_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isDone]);
  return (
    <button
      type="button"
      class="copy"
      aria-label={`Copy ${name}`}
      title={`Copy ${name}`}
      data-done={isDone || undefined}
      onClick={async () => {
        const isCopied = await copyText(text);
        setDone(isCopied);
        say(isCopied ? 'Copied' : 'The browser does not let this page copy. Select the text and copy it by hand.');
      }}
    >
      <Icon name={isDone ? 'check' : 'copy'} />
    </button>
  );
}

/** @returns whether the clipboard took it: a page that is not on https or the loopback host has none. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
