import { useMemo, useRef } from 'preact/hooks';
import type { ReportFinding } from '../../../core/evidence/report.ts';
import { decodeText } from '../../../core/keys/decode-text.ts';
import { type Mark, markText, type ReadText } from '../../../core/prose/marked-text.ts';
import { placeName } from '../../../core/prose/token-anatomy.ts';
import { visible } from '../../../core/prose/visible.ts';
import { TokenParts } from '../../parts/token-text.tsx';

interface Props {
  /** What the box is for. */
  readonly label?: string;
  readonly text: string;
  /** What the text was judged as; a judgement of an earlier text is drawn nowhere. */
  readonly judged: (ReadText & { readonly findings: readonly ReportFinding[] }) | undefined;
  readonly onText: (text: string) => void;
}

/** Every stretch of a longer text would be an element; such a text is shown plain, and its token below. */
const MOST_DRAWN = 100_000;
const MOST_PLACES = 6;
const LABEL = 'Token, Authorization header, curl line or request';

/**
 * Takes a token, a header, a command line, a request, or a file with one of them, and shows it as it was read: the parts
 * of the token in their colours, each fault underlined in its place. The text is that of an ordinary text area; what is
 * seen is drawn behind it, character for character.
 */
export function Editor({ label = LABEL, text, judged, onText }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const marked = useMemo(() => drawn(text, judged), [text, judged]);
  const select = ({ start, end }: Mark) => {
    area.current?.focus();
    area.current?.setSelectionRange(start, end);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one of two ways; the other has its control
    <div
      class="field editor-field"
      onDragOver={(event) => event.preventDefault()}
      onDrop={async (event) => {
        const file = event.dataTransfer?.files[0];
        if (!file) return;
        event.preventDefault();
        onText(decodeText(new Uint8Array(await file.arrayBuffer())).text);
      }}
    >
      <label for="paste">{label}</label>
      <div class={`editor machine${marked ? ' drawn' : ''}`}>
        <div class="mirror token-text" aria-hidden="true" data-testid="token">
          {marked?.pieces.map((piece, index) => (
            <span key={index} class={`part-${piece.part ?? 'none'}${piece.isMarked ? ' marked' : ''}`}>
              {piece.text}
            </span>
          )) ?? (text.length > MOST_DRAWN ? '' : text)}
          {'\n'}
        </div>
        <textarea
          ref={area}
          id="paste"
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          placeholder="eyJhbGciOiJSUzI1NiJ9…"
          aria-describedby="paste-marks"
          value={text}
          onInput={({ currentTarget }) => onText(currentTarget.value)}
        />
      </div>
      {judged?.token && marked && <TokenParts token={judged.token} />}
      <div id="paste-marks">
        {marked && marked.marks.length > 0 && <Places marks={marked.marks} total={text.length} onShow={select} />}
      </div>
    </div>
  );
}

/** Whether the token is drawn where it was pasted. */
export function isDrawn(text: string, judged: Props['judged']): boolean {
  return drawn(text, judged) !== undefined;
}

function drawn(text: string, judged: Props['judged']) {
  if (judged === undefined || text.length > MOST_DRAWN) return undefined;
  return markText(text, judged, judged.findings);
}

interface PlacesProps {
  readonly marks: readonly Mark[];
  /** Characters of the whole text. */
  readonly total: number;
  readonly onShow: (mark: Mark) => void;
}

/** The underlined places in words, each with a way to it. */
function Places({ marks, total, onShow }: PlacesProps) {
  const more = marks.length - MOST_PLACES;
  return (
    <ul class="places small">
      {marks.slice(0, MOST_PLACES).map((mark) => (
        <li key={`${mark.cause} ${mark.start}`}>
          <a class="mark-label" href={`#finding-${mark.cause}`}>
            {mark.cause}
          </a>{' '}
          in <span class={`part-${mark.span.part ?? 'none'}`}>{visible(placeName(mark.span))}</span>{' '}
          <button
            type="button"
            class="plain"
            aria-label={`select it: characters ${mark.start + 1} to ${mark.end} of ${total}`}
            onClick={() => onShow(mark)}
          >
            select it
          </button>
        </li>
      ))}
      {more > 0 && <li>and {more} more</li>}
    </ul>
  );
}
