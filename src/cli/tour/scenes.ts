import type { CauseId } from '../../core/causes/ids.ts';
import type { Report } from '../../core/diagnosis/report.ts';
import type { Breakage } from './breakages.ts';
import type { Player, Stage } from './stage.ts';

/** What came of one broken request. */
export interface Outcome {
  readonly story: string;
  readonly expected: CauseId;
  /** `null`: nothing could be sent. */
  readonly status: number | null;
  /** The root cause, as the owner is told. */
  readonly cause: CauseId | null;
  /** The cause that the anonymous caller is told; or why nothing was sent. */
  readonly told: string;
  readonly report: Report;
  readonly token: string | undefined;
  readonly afterwards?: string;
}

/** Breaks the request, sends it, and fetches its report as the owner of the application. */
export async function breakAndExplain(breakage: Breakage, stage: Stage, mine: Player, other: Player): Promise<Outcome> {
  const authorization = await breakage.authorization(stage, mine, other);
  const { status, body } = await stage.send(authorization);
  const { story, expected } = breakage;
  const report = (await stage.client.send('GET', `/reports/${String(body['instance'])}`)) as Report;
  const told = String(body['cause']);
  return { story, expected, status, told, cause: report.rootCause, report, token: authorization?.split(' ').at(-1) };
}
