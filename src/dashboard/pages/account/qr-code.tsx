import { encode } from 'uqr';

/** The margin that readers need around the modules (ISO/IEC 18004 §5.3.8). */
const QUIET = 4;

/** A text of up to 2,331 bytes as a QR code, dark on white in every scheme. */
export function QrCode({ text, name }: { readonly text: string; readonly name: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={name} shape-rendering="crispEdges">
      <rect class="qr-paper" width={size} height={size} />
      <path class="qr-ink" d={path.join('')} />
    </svg>
  );
}
