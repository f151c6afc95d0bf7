import { diagnose } from '../../core/diagnosis/diagnose.ts';
import type { CauseId } from '../../core/evidence/cause-id.ts';
import type { Report } from '../../core/evidence/report.ts';
import { repairKey } from '../../core/keys/repair-key.ts';
import type { Breakage } from './breakages.ts';
import { ACCEPTED, type Player, type Stage } from './stage.ts';

/** What came of one broken request. */
export interface SceneResult {
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
  /** HTTP status of the request once it was mended for real. */
  readonly mendedStatus?: number | undefined;
}

/** The cause was found for what it is, and what was mended was accepted. */
export function isAsExpected(outcome: SceneResult): boolean {
  return outcome.cause === outcome.expected && (!('mendedStatus' in outcome) || outcome.mendedStatus === ACCEPTED);
}

/** Breaks the request, sends it, and fetches its report as the owner of the application. */
export async function breakAndExplain(
  breakage: Breakage,
  stage: Stage,
  mine: Player,
  other: Player,
): Promise<SceneResult> {
  const authorization = await breakage.authorization(stage, mine, other);
  const { status, body } = await stage.send(authorization);
  const { story, expected } = breakage;
  const report = await stage.client.send('GET /reports/:id', { params: { id: String(body['instance']) } });
  const told = String(body['cause']);
  return { story, expected, status, told, cause: report.rootCause, report, token: authorization?.split(' ').at(-1) };
}

/** A key that lost its line breaks on the way through an environment variable: nothing can be signed with it. */
export async function mangleKey(stage: Stage, mine: Player): Promise<SceneResult> {
  const mangled = mine.privateKey.replace(/\n/g, '\\n');
  const report = diagnose({ key: mangled });
  const repaired = repairKey(mangled);
  const answer = repaired.ok ? await stage.send(`Bearer ${stage.mint(mine, {}, repaired.pem)}`) : undefined;
  return {
    story: 'The private key goes through an environment variable, and its line breaks become \\n.',
    expected: 'key-newlines-escaped',
    status: null,
    told: 'nothing was sent: no token can be minted with this key',
    cause: report.rootCause,
    report,
    token: undefined,
    mendedStatus: answer?.status,
  };
}
