import { rest } from "../service.ts";

/** Milliseconds: calendars are read by workers, which nobody tells a page of. */
const AGAIN = 20_000;

export const calendarsQuery = { queryKey: ["host-calendars"], queryFn: () => rest.call("calendars", {}), refetchInterval: AGAIN };
export type Read = Awaited<ReturnType<typeof calendarsQuery.queryFn>>;
