export { smtpMail } from './mail.ts';
