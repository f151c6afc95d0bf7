/** One e-mail, in plain text. */
export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mail {
  /** Resolves when a mail server has taken the message. @throws MailError where it did not. */
  send(message: Message): Promise<void>;
}
