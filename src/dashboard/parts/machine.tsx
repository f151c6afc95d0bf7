import { visible } from '../../core/prose/visible.ts';
import { CopyButton } from './copy-button.tsx';

interface Props {
  readonly text: string;
  /** What it is, as it follows "Copy": `the application id`. */
  readonly name: string;
}

/** A text that a machine reads, whole, with a button that copies it. */
export function Machine({ text, name }: Props) {
  return (
    <span class="copied">
      <code>{visible(text)}</code>
      <CopyButton text={text} name={name} />
    </span>
  );
}
