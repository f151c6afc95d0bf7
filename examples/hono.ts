import { serve } from '@hono/node-server';
import type { HonoEnv } from '@mintmark/jwt/gate';
import { Hono } from 'hono';
import { keeper } from './keeper.ts';

const app = new Hono<HonoEnv>();
app.use(keeper.hono());
app.get('/hello', (c) => c.text(`Hello, ${c.get('mintmark').applicationId}`));

export const server = serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) });
