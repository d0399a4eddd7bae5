/** `npm run cluster`: a whole cluster on this machine, until Ctrl-C. */
import { loadConfig } from "../../shared/config.ts";
import { createEnds, endOnSignals } from "../ends.ts";
import { signInLines, wordsFor } from "../words.ts";
import { type Part, startCluster } from "./start.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);

const ends = createEnds(say);
endOnSignals(ends, say);
try {
  const cluster = await startCluster({ config: loadConfig(), ends, say });
  say(welcome(cluster.url, cluster.parts()));
} catch (error) {
  // Asked to stop in the middle of the start: what fails now fails because its ground is taken away.
  if (!ends.isEnding()) {
    process.stderr.write(`${wordsFor(error)}\n`);
    await ends.endAll();
    process.exit(1);
  }
}

function welcome(url: string, parts: Part[]): string {
  const lines = parts.map(({ name, port, pid }) => `    ${name.padEnd(9)}   ${(port === undefined ? "" : `127.0.0.1:${port}`).padEnd(15)}   process ${pid}`);
  return ["", `  Vacancy is at ${url}`, "", ...lines, "", ...signInLines, "", "  What is killed is started again. Ctrl-C stops it all; the data is kept.", ""].join("\n");
}
