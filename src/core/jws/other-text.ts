import { UUID } from '../encoding/uuid.ts';

/** What a text that stands in the place of a token may be, told by its first 200 characters. */
export type OtherText =
  | 'unset-variable'
  | 'unexpanded-text'
  | 'html'
  | 'placeholder'
  | 'json'
  | 'pem'
  | 'path'
  | 'uuid';

const TELLTALES: readonly (readonly [OtherText, RegExp])[] = [
  ['unset-variable', /^(?:undefined|null|none|nil|nan|true|false|\[object \w*\]?)$/i],
  ['unexpanded-text', /\$\(|\$\{|^\$\w|^`|\{\{|^%\w+%$/],
  ['html', /^\s*<(?:!doctype|html|head|body|\?xml)/i],
  ['placeholder', /^<|>$|\byour\b|your[_-]|^x{3,}|^(?:the[_-])?(?:jwt|token|access[_-]?token|bearer)$/i],
  ['json', /^\s*["']?[{[]/],
  ['pem', /-----BEGIN/],
  ['path', /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)|\.(?:jwt|txt|key|pem|json)$/],
  ['uuid', UUID],
];

export function recogniseOtherText(text: string): OtherText | undefined {
  const start = text.trim().slice(0, 200);
  return TELLTALES.find(([, pattern]) => pattern.test(start))?.[0];
}
