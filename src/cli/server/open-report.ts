import type { Report } from '../../core/evidence/report.ts';
import type { ReportPlace } from '../../core/observe/read-pasted.ts';
import { visible } from '../../core/prose/visible.ts';
import { originOf } from '../../core/request/origin.ts';
import type { Call } from '../command/command.ts';
import { Failure } from '../terminal/failure.ts';
import { type CLIENT, openClient } from './client.ts';

type ClientCall = Pick<Call<Record<never, never>, (typeof CLIENT)[number]>, 'settings' | 'sources' | 'terminal'>;

/**
 * The report that a rejection of this person's own server names: its owner is told more than the body tells. Where it
 * cannot be had, why is said, and the body is all there is.
 */
export async function openReport({ id, url }: ReportPlace, call: ClientCall): Promise<Report | undefined> {
  const { settings, terminal } = call;
  if (url !== undefined && originOf(url) !== originOf(settings.url)) {
    terminal.say(`This is a refusal of another server: its report is ${visible(url)}`);
    return undefined;
  }
  try {
    return await openClient(call).send('GET /reports/:id', { params: { id } });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    terminal.say(`Report ${id} of this refusal cannot be opened: ${error.message}`);
    return undefined;
  }
}
