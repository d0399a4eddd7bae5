/** Another platform on this machine: it answers with its calendar, as well or as badly as it is told. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export interface Platform {
  /** `127.0.0.1:<port>` */
  host: string;
  url: string;
  says(text: string): void;
  /** In place of its calendar; as before where absent. */
  does(answer?: RequestListener): void;
  /** Statuses that it has answered. */
  answered: number[];
  close(): Promise<void>;
}

export async function startPlatform(): Promise<Platform> {
  let text = "";
  let instead: RequestListener | undefined;
  const answered: number[] = [];
  const server = createServer((req, res) => {
    if (instead) return instead(req, res);
    const etag = `"${createHash("sha256").update(text).digest("hex").slice(0, 12)}"`;
    res.statusCode = req.headers["if-none-match"] === etag ? 304 : 200;
    answered.push(res.statusCode);
    res.setHeader("Content-Type", "text/calendar; charset=utf-8").setHeader("ETag", etag);
    res.end(res.statusCode === 304 ? undefined : text);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}/export/secret-7.ics`,
    answered,
    says: (next) => void (text = next),
    does: (answer) => void (instead = answer),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
