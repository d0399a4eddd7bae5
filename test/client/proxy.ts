/** A line between the client and the service that can be cut. What goes through is as it was. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Proxy {
  url: string;
  /** The next so many answers don't arrive: their request has, and the line is cut as the answer comes. */
  loseAnswers(count: number): void;
  /** Cuts every line. While down, none can be made anew. */
  cut(): void;
  setDown(down: boolean): void;
  /** Lets through all but WebSockets, as some networks do. */
  setOnlyHttp(only: boolean): void;
  /** How many lines were asked for so far. */
  lines(): number;
  close(): Promise<void>;
}

export async function openProxy(to: { port: number }): Promise<Proxy> {
  const open = new Set<Socket>();
  let toLose = 0;
  let isDown = false;
  let isOnlyHttp = false;
  let lines = 0;

  const server = createServer((near) => {
    lines += 1;
    if (isDown) return near.destroy();
    const far = connect(to.port, "127.0.0.1");
    const end = () => {
      for (const socket of [near, far]) open.delete(socket.destroy());
    };
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on("close", end).on("error", end);
    }
    near.on("data", (bytes) => {
      if (isOnlyHttp && /^upgrade: websocket/im.test(bytes.toString("latin1"))) return end();
      far.write(bytes);
    });
    far.on("data", (bytes) => {
      if (toLose === 0) return void near.write(bytes);
      toLose -= 1;
      end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loseAnswers: (count) => void (toLose = count),
    cut,
    setDown: (down) => void (isDown = down),
    setOnlyHttp: (only) => void (isOnlyHttp = only),
    lines: () => lines,
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
