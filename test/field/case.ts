/** What a person would hand to the doctor. Files stand in the folder where it runs. */
export interface Given {
  readonly argv: readonly string[];
  readonly files?: { readonly [name: string]: string | Buffer };
  readonly env?: { readonly [name: string]: string };
}

/** What an honest answer holds. */
export interface Answer {
  /** Verdicts that are right, the expected one first. */
  readonly verdict: readonly ('accepted' | 'rejected' | 'cannot-tell')[];
  /** Each in the title, detail or facts of the first finding; without a finding, in the first candidate. */
  readonly root?: readonly RegExp[];
  /** Each anywhere in the findings, their steps, the candidates and the remarks beside the report. */
  readonly says?: readonly RegExp[];
  /** Each in the steps of the first finding, or in what decides between the first two candidates. */
  readonly next?: readonly RegExp[];
  /** None of them in any finding, step or candidate. */
  readonly never?: readonly RegExp[];
  /** Ids of causes that must not be called proved, though another one may. */
  readonly neverProved?: readonly string[];
}

/** A thread of the public web, rebuilt with keys, names and tokens of our own. */
export interface FieldCase {
  readonly id: string;
  /** `owner/repo#n` or an address. */
  readonly source: string;
  /** The situation, as its person would tell it. */
  readonly title: string;
  readonly give: () => Given;
  readonly answer: Answer;
}
