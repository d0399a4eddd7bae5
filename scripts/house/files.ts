import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

export const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

const WRITTEN = /\.([cm]?[jt]sx?|css)$/;
/** What is fetched or built, and what only looks like a folder of the house: `.git`, `.cache`. */
const isOurs = (folder: string) => !folder.startsWith(".") && folder !== "node_modules" && folder !== "dist";

/** Every file of code and style, from the project's folder and with `/`. Those beside the folders belong to tools. */
export function sourceFiles(): string[] {
  return foldersIn("").flatMap(below).sort();
}

function foldersIn(folder: string): string[] {
  const entries = readdirSync(join(PROJECT, folder), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && isOurs(entry.name)).map(({ name }) => (folder ? `${folder}/${name}` : name));
}

function below(folder: string): string[] {
  const files = readdirSync(join(PROJECT, folder), { withFileTypes: true }).filter((entry) => entry.isFile() && WRITTEN.test(entry.name));
  return [...files.map(({ name }) => `${folder}/${name}`), ...foldersIn(folder).flatMap(below)];
}
