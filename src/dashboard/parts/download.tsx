import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface Props {
  readonly text: string;
  readonly fileName: string;
  readonly label: string;
  readonly isPrimary?: boolean;
}

/** Offers a text as a file: made in the page, and sent nowhere. Its address lives as long as the link. */
export function Download({ text, fileName, label, isPrimary = false }: Props) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return (
    <a class={isPrimary ? 'button primary' : 'button'} download={fileName} {...(url !== undefined && { href: url })}>
      <Icon name="download" /> {label}
    </a>
  );
}
