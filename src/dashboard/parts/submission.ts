import { useEffect, useState } from 'preact/hooks';
import { type ApiProblem, asProblem } from '../server/problem.ts';

/** One thing at a time that is asked of the server, and why it did not work. */
export interface Submission {
  readonly isBusy: boolean;
  /** What no field of the form tells. */
  readonly problem: ApiProblem | undefined;
  /** What is wrong with the field that is sent under this name. */
  faultOf(name: string): string | undefined;
  /** @returns whether it worked */
  submit(work: () => Promise<void>): Promise<boolean>;
  /** Shows what went wrong elsewhere. */
  fail(error: unknown): void;
}

/** In a dialog, where there is one: what is behind it takes no focus. */
const FIRST_FAULT = 'dialog[open] form [aria-invalid="true"], body:not(:has(dialog[open])) form [aria-invalid="true"]';

/** @param fields names that have a field of their own, where what is wrong with them is shown */
export function useSubmission(fields: readonly string[] = []): Submission {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  useEffect(() => {
    if (problem) document.querySelector<HTMLElement>(FIRST_FAULT)?.focus();
  }, [problem]);
  const fail = (error: unknown) => setProblem(asProblem(error));
  const parameters = problem?.parameters ?? [];
  const isTold = parameters.length > 0 && parameters.every(({ name }) => fields.includes(name));
  return {
    isBusy,
    problem: isTold ? undefined : problem,
    faultOf(name) {
      const reason = parameters.find((parameter) => parameter.name === name)?.reason;
      return reason && `It ${reason}.`;
    },
    async submit(work) {
      setBusy(true);
      setProblem(undefined);
      try {
        await work();
        return true;
      } catch (error) {
        fail(error);
        return false;
      } finally {
        setBusy(false);
      }
    },
    fail,
  };
}
