import { createStore } from '../browser/store.ts';
import { Dialog } from './dialog.tsx';
import { Failure } from './failure.tsx';
import { Field } from './field.tsx';
import { useSubmission } from './submission.ts';

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

/** What is done with the password that was typed. @throws ApiProblem, which is told where it was typed */
type Work = (password: string) => Promise<void>;

interface Asking extends Question {
  readonly answer: (isYes: boolean) => void;
  readonly work?: Work;
}

const question = createStore<Asking | undefined>(undefined);

/** Asks over the page. @returns whether the person goes on. */
export function ask(asked: Question): Promise<boolean> {
  return put(asked);
}

/** Asks for the person's own password as well, and is over when `work` has taken it. @returns whether it was done */
export function askPassword(asked: Question, work: Work): Promise<boolean> {
  return put(asked, work);
}

function put(asked: Question, work?: Work): Promise<boolean> {
  question.get()?.answer(false);
  return new Promise((resolve) => {
    question.set({
      ...asked,
      ...(work && { work }),
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
      {asked.work ? <WithPassword asked={asked} work={asked.work} /> : <Buttons asked={asked} />}
    </Dialog>
  );
}

/** `isBusy` where there is a form, which the button sends. */
function Buttons({ asked, isBusy }: { readonly asked: Asking; readonly isBusy?: boolean }) {
  return (
    <div class="row">
      <button type="button" class="button" onClick={() => asked.answer(false)}>
        {asked.no}
      </button>
      <button
        type={asked.work ? 'submit' : 'button'}
        class={`button ${asked.isDangerous ? 'danger' : 'primary'}`}
        disabled={isBusy}
        onClick={asked.work ? undefined : () => asked.answer(true)}
      >
        {asked.yes}
      </button>
    </div>
  );
}

function WithPassword({ asked, work }: { readonly asked: Asking; readonly work: Work }) {
  const { isBusy, problem, faultOf, submit } = useSubmission(['password']);
  return (
    <form
      class="stack"
      onSubmit={async (event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget as HTMLFormElement);
        if (await submit(() => work(String(form.get('password'))))) asked.answer(true);
      }}
    >
      <Field
        label="Your password"
        name="password"
        type="password"
        autocomplete="current-password"
        required
        fault={faultOf('password')}
      />
      {problem && <Failure problem={problem} />}
      <Buttons asked={asked} isBusy={isBusy} />
    </form>
  );
}
