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
  period: '.',
  lowbar: '_',
  colon: ':',
  equals: '=',
  sol: '/',
  plus: '+',
  dash: '-',
  // Where a page may break a long word.
  shy: '',
  zwnj: '',
  zerowidthspace: '',
};
const ENTITY = /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,14}));|<wbr ?\/?>/gi;
const ENTITY_THAT_TELLS = /&(?:quot|apos|nbsp|#34|#39|#160|#x2[27]);/i;
const ENTITY_IN_TOKEN = /[\w.-](?:&(?:#\w{2,6}|(?!amp|lt|gt)[a-z]{2,14});|<wbr)/i;
/** RFC 2045 §6.7: a line is at most 76 characters, and `=` at its end breaks it for the way alone. */
const SOFT_BREAK = /(?<=^[^\n]{59,75})=\r?\n(?=[\w.%'"-])/gm;
const FENCE = /```(?:[\w+-]*\r?\n)?([^`]*)(?:```|$)/;
const MARKS = `["'\`\\u00ab\\u00bb\\u2018-\\u201f]`;
const EMPHASISED = /^([_*~]{1,3})(eyJ[\w-]+\.[\w-]+\.[\w-]+)\1$/;
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
  text = step(text, withoutMailHeaders, 'the headers of a mail');
  text = step(text, unquoted, 'the marks of a quotation (>)');
  text = step(text, fenced, 'a code fence');
  text = step(text, (all) => all.replace(SOFT_BREAK, ''), 'the line breaks of a mail (quoted-printable)');
  text = step(text, withoutEntities, 'HTML entities');
  return { text: step(text, typed, 'the quotation marks and dashes of a word processor'), freed };
}

/** A key is judged with what was stored with it: only what chats and mails put around it goes. */
export function freeKey(source: string): FreedText {
  const mail = unquoted(withoutMailHeaders(source));
  const text = fenced(mail);
  const marks = mail === source ? [] : ['the marks of a mail'];
  return { text, freed: text === mail ? marks : [...marks, 'a code fence'] };
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

/** The token in a text that is nothing but a token in quotation marks, backticks or the marks of emphasis. */
export function tokenInQuotes(text: string): string | undefined {
  return QUOTED_TOKEN.exec(text.trim())?.[1] ?? EMPHASISED.exec(text.trim())?.[2];
}

/** RFC 5322 §3.6: none of these is a header of a request. */
const MAIL_HEADER =
  /^(?:subject|message-id|return-path|received|mime-version|content-transfer-encoding|delivered-to)[ \t]*:/im;

/** The body of a mail, where a token or a key is in it. */
function withoutMailHeaders(text: string): string {
  const [head = ''] =
    /^\s*(?:[A-Za-z][\w-]{1,60}:[^\n]*\r?\n(?:[ \t][^\n]*\n)*)+\r?\n/.exec(text.slice(0, 32_768)) ?? [];
  const body = text.slice(head.length);
  return MAIL_HEADER.test(head) && /eyJ|-----BEGIN/.test(body) ? body : text;
}

/** What a mail or a chat quotes, line by line, and its breaks in long words. What curl marks so begins with a request line. */
function unquoted(text: string): string {
  if (!/^\s*>/.test(text) || /^\s*> ?[A-Z]{3,8} \S+ HTTP\//.test(text)) return text;
  const lines = text.trim().split(/\r?\n/);
  if (lines.length < 2 || !lines.every((line) => line.startsWith('>'))) return text;
  const inside = lines.map((line) => line.replace(/^(?:> ?)+/, '')).join('\n');
  return inside.replace(/(?<![\w.-])eyJ[\w.-]{8,}(?:\n[\w.-]+)+(?=\s|$)/g, (whole) => whole.replaceAll('\n', ''));
}

/** What stands in the first fence, where a token or a request does. */
function fenced(text: string): string {
  const inside = FENCE.exec(text)?.[1];
  return inside !== undefined && /eyJ|\bauthorization\b|\bcurl\b|-----BEGIN /i.test(inside) ? inside.trim() : text;
}

/** Only where one of them stands for a quotation mark or a blank, or in a token: `&amp;` alone may be part of a body. */
function withoutEntities(text: string): string {
  if (!ENTITY_THAT_TELLS.test(text) && !(text.includes('eyJ') && ENTITY_IN_TOKEN.test(text))) return text;
  return text.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    if (decimal === undefined && hex === undefined) return '';
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    if (code === 160) return ' ';
    return code === 173 || (code >= 0x200b && code <= 0x200d) ? '' : String.fromCodePoint(code);
  });
}
