import { send } from './api.ts';

export async function readReport(id: string, signal?: AbortSignal) {
  return send('GET /reports/:id', { params: { id }, ...(signal && { signal }) });
}
