import { describe, expect, test } from 'vitest';
import { readPasted } from '../../../src/core/observe/read-pasted.ts';
import { freeText } from '../../../src/core/request/captures/freed-text.ts';
import { readAnything } from '../../../src/core/request/captures/read-anything.ts';
import { kit } from '../../support/kit.ts';

const token = kit.mint();
const wrapped = (text: string, width: number, mark: string) =>
  text
    .match(new RegExp(`.{1,${width}}`, 'g'))
    ?.map((line) => `${mark}${line}`)
    .join('\n') ?? '';

/** What a reader comes to, whatever it was read as. */
function tokenOf(text: string): string | undefined {
  const read = readAnything(text);
  if (read.kind === 'token') return read.token;
  if (read.kind === 'authorization') return read.authorization.replace(/^Bearer /, '');
  const [request] = read.requests;
  const field = request?.fields?.find(([name]) => name === 'Authorization')?.[1];
  return (request?.token ?? request?.authorization ?? field)?.replace(/^Bearer /, '');
}

describe('a token whatever was put around it', () => {
  test.each([
    ['decimal entities', token.replaceAll('.', '&#46;')],
    ['hexadecimal entities', token.replaceAll('.', '&#x2e;')],
    ['named entities', token.replaceAll('.', '&period;').replaceAll('_', '&lowbar;')],
    ['places to break', token.replaceAll('.', '.<wbr>').replace('.', '&shy;.')],
    ['a zero width space as an entity', `${token.slice(0, 40)}&#8203;${token.slice(40)}`],
    ['emphasis', `_${token}_`],
    ['strong emphasis', `**${token}**`],
    ['the indentation of Markdown', `    ${token}`],
    ['tabs', `\t${token}\t`],
    ['a full stop', `${token}.`],
    ['a semicolon', `${token};`],
    ['a closing parenthesis', `${token})`],
    ['a question', `${token}, why?`],
    ['a quoted mail that was wrapped', wrapped(`Authorization: Bearer ${token}`, 72, '> ')],
    ['a mail that was quoted twice', wrapped(`Authorization: Bearer ${token}`, 70, '> > ')],
    [
      'a mail in quoted-printable',
      `Subject: 401\nContent-Transfer-Encoding: quoted-printable\n\nthe token: ${token}`.replace(/[^\n]{75}/g, '$&=\n'),
    ],
  ])('%s', (_, text) => {
    expect(tokenOf(text)).toBe(token);
    expect(freeText(text).freed.concat(readAnything(text).freed)).not.toEqual([]);
  });

  test('what curl -v marks is no quotation', () => {
    const sent = `> GET /v1/calls HTTP/1.1\n> Host: a\n> Authorization: Bearer ${token}\n>`;
    expect(freeText(sent).freed).toEqual([]);
    expect(tokenOf(sent)).toBe(token);
  });

  test('an ampersand of a body stays, and a line end in the token is told', () => {
    expect(freeText('a=1&amp;b=2').text).toBe('a=1&amp;b=2');
    const lines = `${token.slice(0, 64)}\n${token.slice(64)}`;
    expect(tokenOf(lines)).toBe(lines);
  });
});

test('a key in a fence or a quoted mail is the key', () => {
  const pem = kit.privateKey('active').trim();
  for (const text of [`\`\`\`\n${pem}\n\`\`\``, `\`\`\`${pem}\`\`\``, pem.replace(/^/gm, '> ')]) {
    const read = readPasted(text);
    expect(read.kind === 'key' && read.key.trim()).toBe(pem);
  }
});
