export interface Attachment {
  filename: string;
  contentType: string;
  content: string;
}

/** A letter ready to send. Its text may carry a token: it is never logged. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
  html: string;
  attachments?: Attachment[];
  headers?: Record<string, string>;
}

/**
 * Hands a letter over. Rejects with a `PermanentFailure` where nobody will ever take it, else with what a later try may
 * not meet.
 *
 * @param id of its delivery: the same letter handed over again can be known by it
 */
export type Mailer = (letter: Letter, id: string) => Promise<void>;

/** A mail server refused this letter's address for good. Its words are fit to be shown: they name no address. */
export class PermanentFailure extends Error {
  override readonly name = "PermanentFailure";
  /** Of SMTP, from 500 on. */
  readonly code: number;
  /** The enhanced status, like 5.1.1, where the server gave one. */
  readonly status: string | undefined;

  constructor(code: number, status?: string) {
    super(`The mail server refuses it for good (${[code, status].filter(Boolean).join(", ")})`);
    this.code = code;
    this.status = status;
  }
}
