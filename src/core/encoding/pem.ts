import { encodeBase64 } from './base64.ts';

/** One BEGIN … END block (RFC 7468 §2), its base64 not decoded. */
export interface PemBlock {
  /** The words after BEGIN: `PRIVATE KEY`. */
  readonly label: string;
  /** Header lines as of RFC 1421 §4.6 (`Proc-Type: 4,ENCRYPTED`); empty for most. */
  readonly headers: readonly string[];
  /** Characters of all body lines, with blanks left out. */
  readonly body: string;
}

/**
 * The blocks that OpenSSL 3 finds in a text: markers at the start of a line, spaces and control characters at the end
 * of a line skipped, lines of any width, text around the blocks, one byte order mark in front. A block that it would
 * not take (no END, a blank line inside, another label at the end) is left out.
 */
export function readPem(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  const lines = text.replace(/^\ufeff/, '').split('\n');
  for (const [index, line] of lines.entries()) {
    const label = /^-----BEGIN (.+)-----$/.exec(trimLine(line))?.[1];
    if (label === undefined) continue;
    const end = endOf(lines, index + 1, label);
    if (end === undefined) continue;
    const block = readBlock(lines.slice(index + 1, end), label);
    if (block) blocks.push(block);
  }
  return blocks;
}

/** The PEM text of DER bytes: lines of 64 characters, `\n` line ends and a final one (RFC 7468 §2). */
export function toPem(label: string, der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** OpenSSL drops every byte up to a space, and with it those above 0x7f, from the end of a line. */
function trimLine(line: string): string {
  let end = line.length;
  while (line.charCodeAt(end - 1) <= 0x20 || line.charCodeAt(end - 1) > 0x7f) end--;
  return line.slice(0, end);
}

/** Index of the END line, if it comes before another BEGIN and bears the same label. */
function endOf(lines: readonly string[], from: number, label: string): number | undefined {
  for (let index = from; index < lines.length; index++) {
    const line = lines[index] as string;
    if (line.startsWith('-----END ')) return trimLine(line) === `-----END ${label}-----` ? index : undefined;
    if (line.startsWith('-----BEGIN ')) return undefined;
  }
  return undefined;
}

function readBlock(lines: readonly string[], label: string): PemBlock | undefined {
  const trimmed = lines.map(trimLine);
  const blank = trimmed.indexOf('');
  const headers = trimmed.slice(0, Math.max(blank, 0));
  const [header = ':'] = headers;
  if (!header.includes(':')) return undefined;
  const body = trimmed.slice(blank + 1);
  if (body.includes('')) return undefined;
  // After a blank line, which may be the end of a header, OpenSSL counts: 64 characters in each line but the last.
  if (blank >= 0 && body.some(({ length }, index) => length > 64 || (length < 64 && index < body.length - 1))) {
    return undefined;
  }
  return { label, headers, body: body.join('').replace(/[ \t\r]/g, '') };
}
