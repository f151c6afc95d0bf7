import { useEffect } from 'preact/hooks';
import { guardLeaving } from '../browser/router.ts';
import { ask, type Question } from './ask.tsx';

/** While there is a question, nobody leaves the page, by a link, the history or the window, without answering it. */
export function useLeaveGuard(question: Question | undefined): void {
  const isAsking = question !== undefined;
  useEffect(() => {
    if (!question) return;
    guardLeaving(() => ask(question));
    return () => guardLeaving(undefined);
  }, [question?.title, question?.text]);
  useEffect(() => {
    if (!isAsking) return;
    const stop = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', stop);
    return () => removeEventListener('beforeunload', stop);
  }, [isAsking]);
}
