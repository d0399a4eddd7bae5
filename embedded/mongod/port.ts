import { readFile } from "node:fs/promises";
import { createServer } from "node:net";

/** Whether one can listen there now. */
export function isFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

export function anyFree(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** The port of the start before, so that an address noted somewhere stays true; any other where that one is taken. */
export async function keptPort(file: string): Promise<number> {
  const kept = Number(await readFile(file, "utf8").catch(() => ""));
  return kept > 0 && kept < 65_536 && (await isFree(kept)) ? kept : anyFree();
}
