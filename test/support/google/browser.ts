/** A browser without pages: keeps cookies for each host, and goes where it is sent. */
export interface Stop {
  status: number;
  /** Where it is sent on to, as the answer says it. */
  location: string | null;
  headers: Headers;
}

export interface Wanderer {
  /** Asks one address and goes nowhere. */
  get(address: string, headers?: Record<string, string>): Promise<Stop>;
  /** Goes where it is sent until an address begins with this, which it does not ask. @returns that address */
  follow(from: string, until: string): Promise<string>;
  post(address: string): Promise<{ status: number; body: any }>;
  /** Cookies by name, of one host. */
  cookiesOf(address: string): Map<string, string>;
}

/** So many steps are a circle. */
const MOST_STEPS = 12;

export function newWanderer(): Wanderer {
  const jars = new Map<string, Map<string, string>>();
  const cookiesOf = (address: string) => {
    const { host } = new URL(address);
    if (!jars.has(host)) jars.set(host, new Map());
    return jars.get(host)!;
  };
  const ask = async (method: string, address: string, headers: Record<string, string> = {}) => {
    const jar = cookiesOf(address);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(address, { method, redirect: "manual", headers: { Accept: "text/html", ...(cookie && { Cookie: cookie }), ...headers } });
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    return response;
  };
  const get = async (address: string, headers?: Record<string, string>): Promise<Stop> => {
    const response = await ask("GET", address, headers);
    await response.text();
    return { status: response.status, location: response.headers.get("Location"), headers: response.headers };
  };
  return {
    get,
    async follow(from, until) {
      let address = from;
      for (let step = 0; step < MOST_STEPS; step += 1) {
        if (address.startsWith(until)) return address;
        const { status, location } = await get(address);
        if (location === null) throw new Error(`${address} answers ${status} and leads nowhere`);
        address = new URL(location, address).href;
      }
      throw new Error(`After ${MOST_STEPS} steps it is at ${address}`);
    },
    async post(address) {
      const response = await ask("POST", address);
      return { status: response.status, body: await response.json() };
    },
    cookiesOf,
  };
}

function keep(jar: Map<string, string>, line: string): void {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === "" || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
  else jar.set(name, value);
}
