import { copyText } from './copy-button.tsx';
import { Download } from './download.tsx';
import { Icon } from './icon.tsx';
import { say } from './toasts.tsx';

interface Props {
  /** PKCS#8 PEM. */
  readonly privateKey: string;
  readonly fileName: string;
  readonly isKept: boolean;
  readonly onKept: (isKept: boolean) => void;
}

/** A private key, this once: as a file, as a copy, and a box to tick that it is kept. */
export function PrivateKeyOnce({ privateKey, fileName, isKept, onKept }: Props) {
  return (
    <div class="stack tight once">
      <p>
        <strong>The private key is shown only this once.</strong> It was made in this page, was sent nowhere, and is
        gone when you leave the page.
      </p>
      <div class="row">
        <Download text={privateKey} fileName={fileName} label="Download the private key" isPrimary />
        <button
          type="button"
          class="button"
          onClick={async () => {
            const isCopied = await copyText(privateKey);
            say(isCopied ? 'The private key is copied' : 'The browser does not let this page copy: download the file.');
          }}
        >
          <Icon name="copy" /> Copy it
        </button>
        <code class="small muted">{fileName}</code>
      </div>
      <Kept isKept={isKept} onKept={onKept} label="I have saved the private key" />
    </div>
  );
}

interface KeptProps {
  readonly label: string;
  readonly isKept: boolean;
  readonly onKept: (isKept: boolean) => void;
}

export function Kept({ label, isKept, onKept }: KeptProps) {
  return (
    <label class="choice">
      <input
        id="private-key-kept"
        type="checkbox"
        checked={isKept}
        onChange={({ currentTarget }) => onKept(currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

/** `Checkout`, `7f3a…` → `checkout-7f3a91bc.key`: says which application, and which of its keys. */
export function keyFileName(applicationName: string, fingerprint: string): string {
  const name = applicationName
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const print = fingerprint.replace(/[^A-Za-z0-9]/g, '').slice(0, 8);
  return `${name || 'application'}-${print}.key`;
}
