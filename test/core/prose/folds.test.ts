import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  code,
  command,
  type Doc,
  heading,
  link,
  list,
  pairs,
  paragraph,
  steps,
  strong,
} from '../../../src/core/evidence/doc.ts';
import { ansiOf } from '../../../src/core/prose/ansi.ts';
import { htmlOf } from '../../../src/core/prose/html.ts';
import { markdownOf } from '../../../src/core/prose/markdown.ts';
import { textOf } from '../../../src/core/prose/text.ts';

const sample: Doc = [
  heading(2, 'Cause'),
  paragraph(
    'The claim ',
    code('exp'),
    ' is ',
    strong('text'),
    ', see ',
    link('RFC 7519', 'https://rfc.example/7519'),
    '.',
  ),
  pairs(['expected', 'a number'], ['received', code('"1532179987"')]),
  list('one', ['two ', code('b')]),
  steps('first', 'second'),
  command('mintmark mint\nmintmark verify'),
];

describe('the folds of one document', () => {
  it('is plain text', () => {
    expect(textOf(sample)).toBe(
      [
        'Cause',
        'The claim `exp` is text, see RFC 7519 (https://rfc.example/7519).',
        '',
        'expected  a number',
        'received  "1532179987"',
        '',
        '- one',
        '- two `b`',
        '',
        '1. first',
        '2. second',
        '',
        '  mintmark mint',
        '  mintmark verify',
      ].join('\n'),
    );
  });

  it('is the same in one line as in a line that is long enough, whatever the blanks', () => {
    const text = fc.array(fc.constantFrom('a', 'bc', ' ', '  ', '', '\u0007', 'é', '😀'), { maxLength: 6 });
    const inline = text
      .map((parts) => parts.join(''))
      .chain((joined) =>
        fc.constantFrom(joined, code(joined), strong(joined), link(joined, 'https://a.example'), link(joined, joined)),
      );
    const inlines = fc.array(inline, { maxLength: 4 });
    fc.assert(
      fc.property(inlines, inlines, (one, other) => {
        const doc: Doc = [paragraph(...one), list(one, other), steps(other), pairs(['name', one], ['b', other])];
        expect(textOf(doc, { width: Number.POSITIVE_INFINITY })).toBe(textOf(doc, { width: 1e6 }));
      }),
    );
  });

  it('is the same words on a terminal, with colour only where asked', () => {
    expect(ansiOf(sample)).toBe(textOf(sample));
    const coloured = ansiOf(sample, { colour: true });
    expect(coloured).toContain('\u001b[36m`exp`\u001b[0m');
    expect(stripVTControlCharacters(coloured)).toBe(textOf(sample));
  });

  it('is CommonMark', () => {
    expect(markdownOf(sample)).toBe(
      [
        '## Cause',
        'The claim `exp` is **text**, see [RFC 7519](https://rfc.example/7519).',
        '- **expected**: a number\n- **received**: `"1532179987"`',
        '- one\n- two `b`',
        '1. first\n2. second',
        '```sh\nmintmark mint\nmintmark verify\n```\n',
      ].join('\n\n'),
    );
  });

  it('is semantic HTML', () => {
    expect(htmlOf(sample)).toBe(
      [
        '<h2>Cause</h2>',
        '<p>The claim <code>exp</code> is <strong>text</strong>, see <a href="https://rfc.example/7519">RFC 7519</a>.</p>',
        '<dl><dt>expected</dt><dd>a number</dd><dt>received</dt><dd><code>&quot;1532179987&quot;</code></dd></dl>',
        '<ul><li>one</li><li>two <code>b</code></li></ul>',
        '<ol><li>first</li><li>second</li></ol>',
        '<pre><code>mintmark mint\nmintmark verify</code></pre>',
      ].join('\n'),
    );
  });
});

describe('wrapping', () => {
  it('breaks between words at the width, hanging under the text', () => {
    const doc = [steps('aaa bbb ccc ddd'), pairs(['name', 'aaa bbb ccc ddd'])];
    expect(textOf(doc, { width: 13 })).toBe('1. aaa bbb\n   ccc ddd\n\nname  aaa bbb\n      ccc ddd');
  });

  it('never breaks what has to be copied', () => {
    const id = 'x'.repeat(90);
    expect(textOf([paragraph('the id ', code(id), ' here')], { width: 20 })).toBe(`the id\n\`${id}\`\nhere`);
    expect(textOf([command(`run ${id} now`)], { width: 20 })).toBe(`  run ${id} now`);
  });

  it('keeps one line a paragraph without a width', () => {
    expect(textOf([paragraph('word '.repeat(100).trim())], { width: Number.POSITIVE_INFINITY })).not.toContain('\n');
  });

  it('never exceeds the width where words are short', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 100 }), (some, width) => {
        const lines = textOf([paragraph(some.join(' ')), list(some.join(' '))], { width }).split('\n');
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
        expect(
          lines
            .join(' ')
            .replace(/^- | {2,}|- /g, ' ')
            .match(/[a-z]+/g),
        ).toEqual([...some, ...some]);
      }),
    );
  });
});

describe('text from outside', () => {
  const hostile = '\u001b[2J\u202e\u0007\u0085\u2066\u200b\ufeff\ud800\u2028';

  it('shows what would be obeyed', () => {
    const doc = [paragraph(hostile, code(hostile), strong(hostile)), pairs([hostile, hostile]), command(hostile)];
    for (const fold of [textOf, ansiOf, markdownOf, htmlOf]) {
      const shown = fold(doc);
      expect(shown.replace(/\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(shown).toContain('u202e');
    }
  });

  it('cannot make markup', () => {
    const attack = '<script>"&amp;\'</script>';
    expect(htmlOf([paragraph(attack, code(attack))])).not.toContain('<script');
    expect(htmlOf([paragraph(link('x', 'javascript:alert(1)'))])).toBe('<p>x</p>');
    expect(htmlOf([paragraph(link('x', '//elsewhere.example'))])).toBe('<p>x</p>');
    expect(htmlOf([paragraph(link('x', 'https://a.example/"onclick="'))])).toContain('&quot;onclick=&quot;');
    expect(markdownOf([paragraph('[x](y) <b> `a` *b* &lt;')])).toBe('\\[x\\](y) \\<b\\> \\`a\\` \\*b\\* \\&lt;\n');
    expect(markdownOf([paragraph(link('x', 'https://a.example/(b) <c>'))])).toBe(
      '[x](https://a.example/%28b%29%20%3cc%3e)\n',
    );
    expect(markdownOf([paragraph('# not a heading')])).toBe('\\# not a heading\n');
    expect(markdownOf([paragraph('1. not a list')])).toBe('1\\. not a list\n');
    expect(markdownOf([paragraph(code('a`b'))])).toBe('``a`b``\n');
    expect(markdownOf([command('```\nx')])).toBe('````sh\n```\nx\n````\n');
  });
});
