/**
 * `npm start`. Plain JavaScript that any Node from 14 on can read, so that one that is too old is told so instead of
 * stumbling over a file it can't. One process from here on: signals reach the service itself.
 */
import { existsSync } from "fs";
import { fileURLToPath, pathToFileURL } from "url";

const LEAST = [20, 19];
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

function whatIsMissing() {
  const version = process.versions.node;
  const [major, minor] = version.split(".").map(Number);
  if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) {
    return `Vacancy needs Node.js ${LEAST.join(".")} or newer; this is ${version}. Install a newer one, for example with \`nvm install 22\`.`;
  }
  if (!existsSync(here("../node_modules/tsx/package.json"))) {
    return "The packages Vacancy is made of are not installed. Run `npm ci`, then `npm start` again.";
  }
  return undefined;
}

const missing = whatIsMissing();
if (missing) {
  console.error(missing);
  process.exitCode = 1;
} else {
  void import("tsx/esm/api")
    .then(({ register }) => register())
    .then(() => import(pathToFileURL(here("main.ts")).href))
    .then(({ main }) => main());
}
