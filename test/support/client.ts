/** Asks the service as a program would, and keeps cookies as a browser would. */
export interface Answer {
  status: number;
  headers: Headers;
  /** What the JSON says; undefined where it is none. */
  body: any;
}

export interface Ask {
  /** The `Idempotency-Key`. */
  key?: string;
  headers?: Record<string, string>;
}

export interface Client {
  get(path: string, ask?: Ask): Promise<Answer>;
  post(path: string, body?: unknown, ask?: Ask): Promise<Answer>;
  patch(path: string, body?: unknown, ask?: Ask): Promise<Answer>;
  delete(path: string, ask?: Ask): Promise<Answer>;
  /** By name. */
  cookies: Map<string, string>;
}

/** @param base address of the service; paths begin after its `/api` */
export function createClient(base: string, always: Record<string, string> = {}): Client {
  const cookies = new Map<string, string>();
  const ask = async (method: string, path: string, body?: unknown, { key, headers }: Ask = {}): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(`${base}/api${path}`, {
      method,
      headers: {
        ...always,
        ...(cookie && { Cookie: cookie }),
        ...(key !== undefined && { "Idempotency-Key": key }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    keepCookies(cookies, response.headers);
    const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
    return { status: response.status, headers: response.headers, body: isJson ? await response.json() : void (await response.text()) };
  };
  return {
    get: (path, options) => ask("GET", path, undefined, options),
    post: (path, body, options) => ask("POST", path, body, options),
    patch: (path, body, options) => ask("PATCH", path, body, options),
    delete: (path, options) => ask("DELETE", path, undefined, options),
    cookies,
  };
}

function keepCookies(cookies: Map<string, string>, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const [pair = ""] = line.split(";");
    const [name = "", value = ""] = pair.split("=");
    if (value === "" || /expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }
}
