import { expect, test } from 'vitest';
import { smtpMail } from '../../../src/adapters/smtp/index.ts';
import { startMailServer } from '../../support/smtp.ts';

const message = { to: 'ada@example.com', subject: 'Schöne Grüße', text: 'https://mintmark.example/x#token\n' };

test('a message arrives with its sender, its one recipient and its link', async () => {
  const server = await startMailServer();
  await smtpMail(`smtp://127.0.0.1:${server.port}`, 'Mintmark <mintmark@example.com>').send(message);
  expect(server.messages).toHaveLength(1);
  expect(server.messages[0]?.to).toEqual(['ada@example.com']);
  expect(server.messages[0]?.data).toMatch(/^From: Mintmark <mintmark@example\.com>$/m);
  expect(server.messages[0]?.data).toContain('https://mintmark.example/x#token');
  await server.close();
});

test.each([
  'ada@example.com,eve@example.com',
  'ada@example.com\r\nBcc: eve@example.com',
  'ada@example.com>\r\nRCPT TO:<eve@example.com',
])('%j makes no second recipient', async (to) => {
  const server = await startMailServer();
  const sent = await smtpMail(`smtp://127.0.0.1:${server.port}`, 'm@example.com')
    .send({ ...message, to })
    .then(
      () => true,
      () => false,
    );
  const recipients = server.messages.flatMap((one) => one.to);
  expect(recipients).not.toContain('eve@example.com');
  expect(recipients.length).toBe(sent ? 1 : 0);
  for (const { data } of server.messages) expect(data).not.toMatch(/^Bcc:/im);
  await server.close();
});

test('what goes wrong is told without password, address or text', async () => {
  const refusing = await startMailServer({ refuse: true });
  for (const port of [refusing.port, 9]) {
    const sending = smtpMail(`smtp://user:Hidden123@127.0.0.1:${port}`, 'm@example.com').send(message);
    await expect(sending).rejects.toMatchObject({
      name: 'MailError',
      message: expect.stringMatching(/^The mail server 127\.0\.0\.1:\d+ did not accept the message: E[A-Z]+( \d+)?\.$/),
    });
  }
  await refusing.close();
});
