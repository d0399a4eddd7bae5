/** Prints `.env.example` from the schema of the environment; with `--check` fails where the file differs. */
import { readFileSync, writeFileSync } from "node:fs";
import { variables } from "../shared/settings/variables.ts";

const FILE = new URL("../.env.example", import.meta.url);
const WIDTH = 100;

/** Words as lines of a comment, `WIDTH` wide. */
function comment(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    if ((lines.at(-1) + word).length > WIDTH) lines.push("");
    lines.push(`${lines.pop()} ${word}`);
  }
  return lines.map((line) => `#${line}\n`).join("");
}

function printed(): string {
  const head = comment("Every setting of Vacancy, each with its default or an example. None is needed for `npm start`. Printed by `npm run env-example` from shared/settings/variables.ts.");
  const entries = Object.entries(variables.shape).map(([name, type]) => {
    const { description, fallback, example, secret } = type.meta() as { description: string; fallback?: string; example?: string; secret?: true };
    const file = secret ? comment(`Or name a file that holds it: ${name}_FILE.`) : "";
    return `${comment(description)}${file}# ${name}=${fallback ?? example ?? ""}\n`;
  });
  return [head, ...entries].join("\n");
}

if (process.argv.includes("--check")) {
  let kept = "";
  try {
    kept = readFileSync(FILE, "utf8");
  } catch {
    // absent is different, too
  }
  if (kept !== printed()) {
    console.error(".env.example is not what shared/config.ts says: run `npm run env-example` and commit it");
    process.exitCode = 1;
  }
} else {
  writeFileSync(FILE, printed());
}
