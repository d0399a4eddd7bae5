import { useState } from "react";
import { announce } from "../parts/announce.tsx";

/** What became of it; `marked` where clipboards are forbidden. */
type Copied = "copied" | "marked";

export const MARKED = "It can’t be copied from here. It is marked: copy it yourself.";

/** Puts a text on the clipboard. @param mark marks it, for who has to copy it without us */
export function useCopy(text: string, mark: () => void): { copied: Copied | undefined; copy: () => Promise<void> } {
  const [last, setLast] = useState<{ text: string; copied: Copied }>();
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text); // there is no clipboard at all where a page came in the open
      setLast({ text, copied: "copied" });
      announce("Copied");
    } catch {
      mark();
      setLast({ text, copied: "marked" });
      announce(MARKED);
    }
  }
  return { copied: last?.text === text ? last.copied : undefined, copy };
}
