/** `npm run contracts`: writes the documents; with `-- --check` says where those that are kept differ, and fails. */
import { writeFileSync } from "node:fs";
import { documents, driftOf } from "./documents.ts";

/** More lines than these say nothing more. */
const MOST_LINES = 15;

if (process.argv.includes("--check")) {
  for (const document of documents()) {
    const drift = driftOf(document);
    if (drift.length === 0) continue;
    const more = drift.length > MOST_LINES ? [`… and ${drift.length - MOST_LINES} more`] : [];
    console.error(`${document.file} is not what shared/contract says; run \`npm run contracts\` and commit it:`);
    console.error([...drift.slice(0, MOST_LINES), ...more].map((line) => `  ${line}`).join("\n"));
    process.exitCode = 1;
  }
} else {
  for (const { file, url, text } of documents()) {
    writeFileSync(url, text);
    console.log(file);
  }
}
