/** A letter ready to send. Its text may carry a token: it is never logged. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** Hands a letter over, or rejects; then it is tried again later. */
export type Mailer = (letter: Letter) => Promise<void>;
