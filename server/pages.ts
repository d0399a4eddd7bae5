import { existsSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import express, { Router } from "express";
import helmet from "helmet";
import type { Config } from "../shared/config.ts";

/** What the service is set to, as far as pages are concerned. */
export type PageConfig = Pick<Config, "publicUrl" | "production"> & Partial<Pick<Config, "stripe">>;

/** Whether cards are typed on the page, in frames of Stripe's. */
const takesCards = ({ stripe }: PageConfig) => stripe?.publishableKey !== undefined;

/** What Stripe asks for its script, which may only come from its own address, its frames, and the banks' within them. */
const STRIPE = {
  script: ["https://js.stripe.com", "https://*.js.stripe.com"],
  frames: ["https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com"],
  connect: ["https://api.stripe.com"],
};
const NOTHING = { script: [], frames: [], connect: [] };

/** What pages may load: their own files, pictures of listings over https, this service's sockets, and Stripe where it takes cards. */
export function pageHeaders(config: PageConfig) {
  const { publicUrl, production } = config;
  const self = ["'self'"];
  const { script, frames, connect } = takesCards(config) ? STRIPE : NOTHING;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: self, scriptSrc: [...self, ...script], styleSrc: self, fontSrc: self, formAction: self,
        imgSrc: ["'self'", "data:", "https:"],
        // 'self' covers the page's own socket; the second is for browsers that read it as http alone.
        connectSrc: ["'self'", publicUrl.replace(/^http/, "ws"), ...connect],
        ...(frames.length > 0 && { frameSrc: frames }),
        objectSrc: ["'none'"], baseUri: ["'none'"], frameAncestors: ["'none'"],
      },
    },
    // A window that a bank or a wallet opens from Stripe's frame tells that frame how it ended; `same-origin` would cut them apart.
    crossOriginOpenerPolicy: { policy: takesCards(config) ? "same-origin-allow-popups" : "same-origin" },
    strictTransportSecurity: production,
    xFrameOptions: { action: "deny" },
  });
}

/** The built page: files with a digest in their name for good, and for every address a person can open the page itself. */
export function pages(folder: string, config: PageConfig): Router {
  const router = Router();
  const index = join(folder, "index.html");
  router.use("/assets", express.static(join(folder, "assets"), { immutable: true, maxAge: "1y", setHeaders: fontsFor(config) }));
  router.use(express.static(folder, { index: false, cacheControl: false, setHeaders: (res) => res.set("Cache-Control", "no-cache") }));
  router.get("/{*path}", (req, res, next) => {
    const isPage = req.path === "/" || req.headers.accept?.includes("text/html");
    if (!isPage || !existsSync(index)) return next();
    res.set("Cache-Control", "no-cache").sendFile("index.html", { root: folder, cacheControl: false });
  });
  return router;
}

/** Stripe's frames write in the page's own type, which they have to fetch from here. */
function fontsFor(config: PageConfig) {
  return (res: ServerResponse, path: string) => {
    if (takesCards(config) && path.endsWith(".woff2")) res.setHeader("Access-Control-Allow-Origin", "*");
  };
}
