/** A text without what chats, mails and pages put around it, and what that was, in words for a person. */
export interface FreedText {
  readonly text: string;
  /** Each one reads on after "freed from": `a byte order mark`, `HTML entities`. */
  readonly freed: readonly string[];
}

const ENTITIES: { readonly [name: string]: string } = {
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lt: '<',
  gt: '>',
  amp: '&',
  '#34': '"',
  '#39': "'",
  '#x22': '"',
  '#x27': "'",
  '#x2f': '/',
  '#160': ' ',
};
const ENTITY = /&(quot|apos|nbsp|lt|gt|amp|#34|#39|#160|#x2[27f]);/gi;
/** RFC 2045 §6.7: a line is at most 76 characters, and `=` at its end breaks it for the way alone. */
const SOFT_BREAK = /(?<=^[^\n]{59,75})=\r?\n(?=[\w.%'"-])/gm;
const FENCE = /```(?:[\w+-]*\r?\n)?([^`]*)(?:```|$)/;
const MARKS = `["'\`\\u00ab\\u00bb\\u2018-\\u201f]`;
const QUOTED_TOKEN = new RegExp(`^\\\\?${MARKS}+(eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*)\\\\?${MARKS}+[,;]?$`);

/** Undoes what was done to a text on its way here. JSON is left alone but for a byte order mark: it says what it means. */
export function freeText(source: string): FreedText {
  const freed: string[] = [];
  const step = (text: string, change: (text: string) => string, what: string): string => {
    const changed = change(text);
    if (changed !== text) freed.push(what);
    return changed;
  };
  const plain = step(source, withoutZeros, 'the zero bytes of UTF-16');
  let text = step(plain, (all) => all.replace(/^\ufeff/, ''), 'a byte order mark');
  if (/^\s*[[{]/.test(text)) return { text, freed };
  text = step(text, fenced, 'a code fence');
  text = step(text, (all) => all.replace(SOFT_BREAK, ''), 'the line breaks of a mail (quoted-printable)');
  text = step(text, withoutEntities, 'HTML entities');
  return { text: step(text, typed, 'the quotation marks and dashes of a word processor'), freed };
}

/** In a command, where nobody types them: `-H “Authorization: …”`, `–header`. */
function typed(text: string): string {
  if (
    !/[\u2013\u2014\u2018\u2019\u201c-\u201f]/.test(text) ||
    !/\bcurl(?:\.exe)?\s|\bInvoke-|\bhttpie?\s|\bwget\s/i.test(text)
  )
    return text;
  return text
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/(?<=\s)[\u2013\u2014](?=[a-z][a-z-])/gi, /\bInvoke-/i.test(text) ? '-' : '--')
    .replace(/(?<=\s)[\u2013\u2014](?=[a-z])/gi, '-');
}

/** UTF-16 that was read one byte a character. */
function withoutZeros(text: string): string {
  if (!/^[^\0]?[^\0]?(?:\0[^\0]|[^\0]\0){2}/.test(text)) return text;
  return text.replace(/\0/g, '').replace(/^(?:\ufffd\ufffd|\u00ff\u00fe|\u00fe\u00ff)/, '');
}

/** The token in a text that is nothing but a token in quotation marks or backticks. */
export function tokenInQuotes(text: string): string | undefined {
  return QUOTED_TOKEN.exec(text.trim())?.[1];
}

/** What stands in the first fence, where a token or a request does. */
function fenced(text: string): string {
  const inside = FENCE.exec(text)?.[1];
  return inside !== undefined && /eyJ|\bauthorization\b|\bcurl\b/i.test(inside) ? inside.trim() : text;
}

/** Only where one of them stands for a quotation mark or a blank: `&amp;` alone may be part of a body. */
function withoutEntities(text: string): string {
  if (!/&(?:quot|apos|nbsp|#34|#39|#160|#x2[27]);/i.test(text)) return text;
  return text.replace(ENTITY, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole);
}
