import { createStore } from '../browser/store.ts';
import { Dialog } from './dialog.tsx';

export interface Question {
  readonly title: string;
  /** What happens, in a sentence or two. */
  readonly text: string;
  /** The button that goes on; what it does, not "OK". */
  readonly yes: string;
  /** The button that gives up. */
  readonly no: string;
  readonly isDangerous?: boolean;
}

const question = createStore<(Question & { readonly answer: (isYes: boolean) => void }) | undefined>(undefined);

/** Asks over the page. @returns whether the person goes on. */
export function ask(asked: Question): Promise<boolean> {
  question.get()?.answer(false);
  return new Promise((resolve) => {
    question.set({
      ...asked,
      answer(isYes) {
        question.set(undefined);
        resolve(isYes);
      },
    });
  });
}

/** Where questions are shown: once, in the frame. */
export function Asked() {
  const asked = question.use();
  if (!asked) return null;
  return (
    <Dialog title={asked.title} onCancel={() => asked.answer(false)}>
      <p>{asked.text}</p>
      <div class="row">
        <button type="button" class="button" onClick={() => asked.answer(false)}>
          {asked.no}
        </button>
        <button
          type="button"
          class={`button ${asked.isDangerous ? 'danger' : 'primary'}`}
          onClick={() => asked.answer(true)}
        >
          {asked.yes}
        </button>
      </div>
    </Dialog>
  );
}
