import { createServer } from 'node:http';
import { keeper } from './keeper.ts';

export const server = createServer(
  keeper.node((req, res) => {
    res.end(`Hello, ${req.mintmark.applicationId}`);
  }),
).listen(process.env.PORT ?? 3000);
