/** One machine, one process: finds its ground, builds the page, and starts server and workers on it. */
import { loadConfig } from "../shared/config.ts";
import { createLog } from "../shared/log.ts";
import { createEnds, endOnSignals } from "./ends.ts";
import { prepareGround } from "./ground.ts";
import { buildPage } from "./page.ts";
import { signInLines, wordsFor } from "./words.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);

export async function main(): Promise<void> {
  const ends = createEnds(say);
  endOnSignals(ends, say);
  try {
    const config = loadConfig();
    const uri = await prepareGround(config, ends, say);
    await buildPage(say);
    // Only now, because loading it takes longer than it takes to find that the port is in use.
    const { startService } = await import("./service.ts");
    const url = await startService({ config, uri, log: createLog(config), ends, say });
    say(welcome(url));
  } catch (error) {
    // Asked to stop in the middle of the start: what fails now fails because its ground is taken away.
    if (ends.isEnding()) return;
    process.stderr.write(`${wordsFor(error)}\n`);
    await ends.endAll();
    process.exit(1);
  }
}

const welcome = (url: string) => ["", `  Vacancy is at ${url}`, "", ...signInLines, "", "  Ctrl-C stops it; the data is kept.", ""].join("\n");
