import { rest } from "../service.ts";

/** Milliseconds: they are told by workers, of which nobody tells a page. */
const AGAIN = 5000;

export const webhooksQuery = { queryKey: ["host-webhooks"], queryFn: async () => (await rest.call("webhooks", {})).items, refetchInterval: AGAIN };

export const deliveriesKey = (id: string) => ["host-webhook-deliveries", id];
export const DELIVERIES_AGAIN = AGAIN;
