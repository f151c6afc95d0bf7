/** FIPS 180-4 §5.1: the message, a one bit, zeros, and the length in bits at the end of the last block. */
export function padMessage(message: Uint8Array, blockBytes: 64 | 128): DataView<ArrayBuffer> {
  const lengthBytes = blockBytes / 8;
  const blocks = Math.ceil((message.length + 1 + lengthBytes) / blockBytes);
  const padded = new Uint8Array(blocks * blockBytes);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  return view;
}
