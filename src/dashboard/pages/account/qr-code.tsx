import { encodeQr } from './qr.ts';

/** The margin that readers need around the modules (ISO/IEC 18004 §5.3.8). */
const QUIET = 4;

/** A text as a QR code, dark on white in every scheme. Nothing where it is too long for one. */
export function QrCode({ text, name }: { readonly text: string; readonly name: string }) {
  const rows = encodeQr(new TextEncoder().encode(text));
  if (!rows) return null;
  const size = rows.length + 2 * QUIET;
  const path = rows.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : [])),
  );
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={name} shape-rendering="crispEdges">
      <rect class="qr-paper" width={size} height={size} />
      <path class="qr-ink" d={path.join('')} />
    </svg>
  );
}
