/** Asks Node's inspector of another process, which was started with `--inspect`, how much it uses once what is garbage is gone. */
import { openRaw } from "../raw-socket.ts";

export interface Inspector {
  /** Megabytes that are in use: of JavaScript, and of buffers beside it. */
  used(): Promise<number>;
  end(): void;
}

export async function inspect(port: number): Promise<Inspector> {
  const url = `http://127.0.0.1:${port}`;
  const [target] = (await (await fetch(`${url}/json/list`)).json()) as [{ id: string }];
  const raw = await openRaw(url, { path: `/${target.id}` });
  if (!("socket" in raw)) throw new Error(`no inspector: ${raw.status}`);
  let asked = 0;
  const ask = async (method: string, params = {}): Promise<string> => {
    const id = (asked += 1);
    raw.send(JSON.stringify({ id, method, params }));
    return raw.hear(`{"id":${id},`, 30_000);
  };
  return {
    async used() {
      await ask("HeapProfiler.collectGarbage");
      const expression = "(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())";
      const answer = JSON.parse(await ask("Runtime.evaluate", { expression, returnByValue: true })) as { result: { result: { value: number } } };
      return answer.result.result.value / 1024 ** 2;
    },
    end: raw.end,
  };
}
