import express from 'express';
import { keeper } from './keeper.ts';

const app = express();
app.use(keeper.express());
app.get('/hello', (req, res) => {
  res.send(`Hello, ${req.mintmark.applicationId}`);
});

export const server = app.listen(process.env.PORT ?? 3000);
