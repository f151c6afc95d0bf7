import type { ComponentChildren } from 'preact';
import type { Block, Doc, Inline } from '../../core/evidence/doc.ts';
import { isSafeUrl } from '../../core/prose/html.ts';
import { visible } from '../../core/prose/visible.ts';
import { CopyButton } from './copy-button.tsx';

/** A document of the core, drawn: the same tree that the terminal and the articles draw. */
export function Words({ doc }: { readonly doc: Doc }) {
  return (
    <>
      {doc.map((block, index) => (
        <Piece key={index} block={block} />
      ))}
    </>
  );
}

export function Inlines({ inlines }: { readonly inlines: readonly Inline[] }) {
  return <>{inlines.map(inlineOf)}</>;
}

/** A command, with a button that copies it. */
export function Command({ text }: { readonly text: string }) {
  return (
    <div class="command">
      <pre>
        <code>{text.split('\n').map(visible).join('\n')}</code>
      </pre>
      <CopyButton text={text} name="the command" />
    </div>
  );
}

function Piece({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${block.level}` as const;
      return <Heading>{visible(block.text)}</Heading>;
    }
    case 'paragraph':
      return <p>{block.inlines.map(inlineOf)}</p>;
    case 'list':
      return <ul class="words-list">{block.items.map(itemOf)}</ul>;
    case 'steps':
      return <ol class="words-list">{block.items.map(itemOf)}</ol>;
    case 'pairs':
      return (
        <dl class="facts">
          {block.rows.map(([name, value], index) => (
            <div class="pair" key={index}>
              <dt>{visible(name)}</dt>
              <dd>{value.map(inlineOf)}</dd>
            </div>
          ))}
        </dl>
      );
    case 'command':
      return <Command text={block.text} />;
  }
}

function itemOf(item: readonly Inline[], index: number): ComponentChildren {
  return <li key={index}>{item.map(inlineOf)}</li>;
}

function inlineOf(inline: Inline, index: number): ComponentChildren {
  if (typeof inline === 'string') return visible(inline);
  const text = visible(inline.text);
  switch (inline.kind) {
    case 'code':
      return <code key={index}>{text}</code>;
    case 'strong':
      return <strong key={index}>{text}</strong>;
    case 'link':
      if (!isSafeUrl(inline.url)) return text;
      return (
        <a key={index} href={inline.url} rel="noreferrer">
          {text}
        </a>
      );
  }
}
