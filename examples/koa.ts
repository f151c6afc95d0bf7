import type { Authenticated } from '@mintmark/jwt/gate';
import Koa from 'koa';
import { keeper } from './keeper.ts';

const app = new Koa<Authenticated>();
app.use(async (ctx, next) => {
  const checked = await keeper.check(ctx.req);
  if (checked.ok) {
    ctx.state.mintmark = checked.identity;
    return next();
  }
  ctx.status = checked.answer.status;
  ctx.set(checked.answer.headers);
  ctx.body = checked.answer.body;
});
app.use((ctx) => {
  ctx.body = `Hello, ${ctx.state.mintmark.applicationId}`;
});

export const server = app.listen(process.env.PORT ?? 3000);
