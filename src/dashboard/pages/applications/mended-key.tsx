import { useMemo } from 'preact/hooks';
import { fingerprint, publicKeyOf } from '../../../core/keys/fingerprint.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import { Icon } from '../../parts/icon.tsx';
import { useObjectUrl } from '../../parts/object-url.ts';
import { keyFileName } from '../../parts/private-key-once.tsx';
import type { Application } from '../../wire.ts';

/** A damaged private key, whole again: offered as a file, made in the page. */
export function MendedKey({ pem, application }: { readonly pem: string; readonly application: Application }) {
  const url = useObjectUrl(pem);
  const name = useMemo(() => {
    const reading = parseKey(pem);
    return keyFileName(application.name, reading.ok ? fingerprint(publicKeyOf(reading.key)) : 'mended');
  }, [pem, application.name]);
  return (
    <div class="row">
      <a class="button" href={url} download={name}>
        <Icon name="download" /> Download the mended key
      </a>
      <span class="small">It is the same key: its numbers prove each other.</span>
    </div>
  );
}
