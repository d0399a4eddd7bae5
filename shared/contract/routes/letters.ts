import { z } from "zod";
import { LetterTopic } from "../user.ts";
import type { Route } from "./route.ts";

const query = z.strictObject({ token: z.string().max(2000).meta({ description: "From the letter" }) });
const answer = z.object({ topic: LetterTopic, wanted: z.boolean().meta({ description: "Whether such letters are sent" }) }).meta({ id: "Unsubscribing" });

export const letterRoutes = {
  unsubscribing: { method: "get", path: "/letters/topic", status: 200, summary: "Which letters a link from a letter would end, and whether it has", query, answer },
  unsubscribe: {
    method: "post", path: "/letters/unsubscribe", status: 200, ignoresBody: true,
    summary: "End letters of one topic, with the link of any of them. Mail programs ask so by themselves (RFC 8058); a browser that opens the address is sent to a page that asks first",
    query, answer,
  },
} as const satisfies Record<string, Route>;
