/** `npm run arrows`: says where the rules of the house are broken, each with its reason, and fails. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT, sourceFiles } from "./files.ts";
import { breachesOf } from "./rules.ts";

const files = sourceFiles();
const breaches = files.flatMap((file) => breachesOf(file, readFileSync(join(PROJECT, file), "utf8")));
for (const { file, line, says } of breaches) console.error(`${file}${line === undefined ? "" : `:${line}`} ${says}`);
console.log(`${files.length} files, ${breaches.length === 0 ? "none breaks" : `${breaches.length} times broken`}: the rules of the house (scripts/house)`);
if (breaches.length > 0) process.exitCode = 1;
