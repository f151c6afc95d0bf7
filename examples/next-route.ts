// app/hello/route.ts
import { keeper } from './keeper.ts';

export async function GET(request: Request): Promise<Response> {
  const checked = await keeper.check(request);
  if (!checked.ok) return new Response(checked.answer.body, checked.answer);
  return new Response(`Hello, ${checked.identity.applicationId}`);
}
