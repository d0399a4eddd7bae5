import { z } from "zod";
import { Done, listOf, Paging } from "../ids.ts";
import { NewWish, WishView } from "../wish.ts";
import { byId, type Route } from "./route.ts";

export const wishRoutes = {
  wishes: {
    method: "get", path: "/wishes", status: 200, summary: "Nights that I would be told of, and those I was, latest change first",
    query: z.strictObject(Paging), answer: listOf(WishView).meta({ id: "Wishes" }),
  },
  makeWish: {
    method: "post", path: "/wishes", status: 201,
    summary: "Be told once, live and by letter, when taken nights free; refused where they could be held now. The same nights again are the same wish",
    body: NewWish, answer: WishView, idempotent: true,
  },
  dropWish: { method: "delete", path: "/wishes/:id", status: 200, summary: "Wish for these nights no longer", params: byId, answer: Done },
} as const satisfies Record<string, Route>;
