import type { Id } from "../contract/ids.ts";

/** What became of one letter. The id is the key of what it is for, so that it is sent once however often it is due. */
export interface StoredDelivery {
  _id: string;
  /** Of `LetterKind`. */
  kind: string;
  /** Whom it is for. */
  userId: Id;
  bookingId?: Id;
  /** `void`: there was nothing to say any more. `refused`: by a mail server, for good. */
  state: "waiting" | "sending" | "sent" | "void" | "refused";
  /** While `sending`: until then it is one sender's alone, by the database's clock; `taking` names which, so that a late one records nothing. */
  until?: Date;
  taking?: Id;
  /** Where it goes, where that is not its person's address of now; gone once it was sent. */
  to?: string;
  /** When it came to this state. */
  at: Date;
}
