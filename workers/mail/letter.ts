/** How every letter looks, as text and as HTML. */
import type { StoredUser } from "../../shared/store/documents.ts";
import type { Letter } from "./mailer.ts";

export type Recipient = Pick<StoredUser, "name" | "email">;

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);

/** @param action where the letter leads, if anywhere */
export function letter(user: Recipient, subject: string, lines: string[], action?: { label: string; url: string }): Letter {
  const greeting = `Hello ${user.name},`;
  const paragraphs = [greeting, ...lines].map((line) => `<p>${escapeHtml(line)}</p>`).join("\n");
  return {
    to: user.email,
    subject,
    text: [greeting, ...lines, ...(action ? [`${action.label}: ${action.url}`] : []), "Vacancy"].join("\n\n"),
    html: `<!doctype html>
<html lang="en">
<body style="margin:0;background:#f5f2ec;color:#22201c;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:34rem;margin:0 auto;padding:2rem;background:#fff">
${paragraphs}
${action ? button(action) : ""}
<p style="color:#6b665e">Vacancy</p>
</div>
</body>
</html>`,
  };
}

function button({ label, url }: { label: string; url: string }): string {
  return `<p><a href="${escapeHtml(url)}" style="display:inline-block;padding:.7rem 1.2rem;border-radius:.5rem;background:#1f5c4d;color:#fff;text-decoration:none">${escapeHtml(label)}</a></p>`;
}
