/** The documents printed from the contract, each with the file it is kept in. */
import { readFileSync } from "node:fs";
import { asyncapi } from "./asyncapi.ts";
import { differences } from "./difference.ts";
import { openapi } from "./openapi.ts";

const root = new URL("../../", import.meta.url);

export interface Document {
  /** From the project's folder. */
  file: string;
  url: URL;
  text: string;
}

export function documents(): Document[] {
  const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as { version: string };
  return [document("server/openapi.json", openapi(version)), document("asyncapi/asyncapi.json", asyncapi(version))];
}

function document(file: string, content: object): Document {
  return { file, url: new URL(file, root), text: `${JSON.stringify(content, null, 2)}\n` };
}

/** How the file differs from what the contract says now, in words; nothing where it doesn't. */
export function driftOf({ file, url, text }: Document): string[] {
  let kept: string;
  try {
    kept = readFileSync(url, "utf8");
  } catch {
    return [`${file}: there is no such file`];
  }
  if (kept === text) return [];
  const found = differences(read(kept), JSON.parse(text));
  return found.length > 0 ? found : [`${file}: differs in order or spacing alone`];
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return "no JSON";
  }
}
