import { render } from "@react-email/render";
import { createElement } from "react";
import { organizerOf, stayFile } from "../../../shared/calendars/stay-file.ts";
import type { Attachment, Letter } from "../mailer.ts";
import type { LetterFacts, Sender } from "./kinds.ts";
import { Page } from "./Page.tsx";
import { textOf } from "./text.ts";
import { write } from "./write.ts";

/** Writes a letter in its recipient's language. The same facts give the same letter. */
export async function composeLetter(facts: LetterFacts, sender: Sender): Promise<Letter> {
  const content = write(facts, sender);
  const file = calendarFile(facts, sender);
  return {
    to: facts.recipient.email,
    subject: content.subject,
    text: textOf(content),
    html: await render(createElement(Page, content)),
    headers: { "Content-Language": content.language, ...("unsubscribe" in facts && unsubscribing(facts.unsubscribe)) },
    ...(file && { attachments: [file] }),
  };
}

/** By RFC 8058: a mail program's own button ends them, without anybody opening a page. */
function unsubscribing(url: string): Record<string, string> {
  return { "List-Unsubscribe": `<${url}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}

function calendarFile(facts: LetterFacts, { from }: Sender): Attachment | undefined {
  const { kind } = facts;
  if (kind !== "confirmation" && kind !== "accepted" && kind !== "changed" && kind !== "cancelled") return undefined;
  const { booking, link } = facts;
  const stay = { booking, url: link, organizer: organizerOf(from) };
  const content = kind === "cancelled" ? stayFile({ ...stay, cancelled: true }) : stayFile({ ...stay, address: facts.property.address });
  return { filename: "stay.ics", contentType: `text/calendar; charset=utf-8; method=${kind === "cancelled" ? "CANCEL" : "PUBLISH"}`, content };
}
