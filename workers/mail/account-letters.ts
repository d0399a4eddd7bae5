/** What letters about accounts say. Pure. */
import { letter, type Recipient } from "./letter.ts";
import type { Letter } from "./mailer.ts";

export function verificationLetter(user: Recipient, link: string): Letter {
  return letter(user, "Verify your address", [
    "You, or someone with your address, registered at Vacancy. Follow the link within a day to verify it; if it wasn't you, ignore this letter.",
  ], { label: "Verify my address", url: link });
}

export function resetLetter(user: Recipient, link: string): Letter {
  return letter(user, "Choose a new password", [
    "You, or someone who knows your address, asked to choose a new password. Follow the link within an hour; every device is then signed out. If it wasn't you, ignore this letter: your password stays.",
  ], { label: "Choose a new password", url: link });
}

export function newEmailLetter(user: Recipient, link: string): Letter {
  return letter(user, "Verify your new address", [
    "You asked to use this address at Vacancy. Follow the link within a day; until then your old address stays. If it wasn't you, ignore this letter.",
  ], { label: "Use this address", url: link });
}

export function passwordChangedLetter(user: Recipient, link: string): Letter {
  return letter(user, "Your password was changed", [
    "The password of your account was changed, and your other devices are signed out.",
    "If it wasn't you, ask for a new password now.",
  ], { label: "Ask for a new password", url: link });
}

/** To the old address, which leads nowhere any more. */
export function emailChangedLetter(user: Recipient): Letter {
  return letter(user, "Your address was changed", [
    "Your account at Vacancy has another address now. You are signed out on every device; sign in with the new address.",
    "If it wasn't you, answer this letter at once.",
  ]);
}
