import { useMemo } from 'preact/hooks';
import { fingerprint, publicKeyOf } from '../../../core/keys/fingerprint.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import type { Application } from '../../../wire/application.ts';
import { Download } from '../../parts/download.tsx';
import { keyFileName } from '../../parts/private-key-once.tsx';

/** A damaged private key, whole again: offered as a file, made in the page. */
export function MendedKey({ pem, application }: { readonly pem: string; readonly application: Application }) {
  const name = useMemo(() => {
    const reading = parseKey(pem);
    return keyFileName(application.name, reading.ok ? fingerprint(publicKeyOf(reading.key)) : 'mended');
  }, [pem, application.name]);
  return (
    <div class="row">
      <Download text={pem} fileName={name} label="Download the repaired key" />
      <span class="small">It is the same key: its numbers prove each other.</span>
    </div>
  );
}
