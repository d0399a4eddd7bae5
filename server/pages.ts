import { existsSync } from "node:fs";
import { join } from "node:path";
import express, { Router } from "express";
import helmet from "helmet";
import type { Config } from "../shared/config.ts";

/** What pages may load: their own files, pictures of listings over https, and this service's sockets. */
export function pageHeaders({ publicUrl, production }: Pick<Config, "publicUrl" | "production">) {
  const self = ["'self'"];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: self, scriptSrc: self, styleSrc: self, fontSrc: self, formAction: self,
        imgSrc: ["'self'", "data:", "https:"],
        // 'self' covers the page's own socket; the second is for browsers that read it as http alone.
        connectSrc: ["'self'", publicUrl.replace(/^http/, "ws")],
        objectSrc: ["'none'"], baseUri: ["'none'"], frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: production,
    xFrameOptions: { action: "deny" },
  });
}

/** The built page: files with a digest in their name for good, and for every address a person can open the page itself. */
export function pages(folder: string): Router {
  const router = Router();
  const index = join(folder, "index.html");
  router.use("/assets", express.static(join(folder, "assets"), { immutable: true, maxAge: "1y" }));
  router.use(express.static(folder, { index: false, cacheControl: false, setHeaders: (res) => res.set("Cache-Control", "no-cache") }));
  router.get("/{*path}", (req, res, next) => {
    const isPage = req.path === "/" || req.headers.accept?.includes("text/html");
    if (!isPage || !existsSync(index)) return next();
    res.set("Cache-Control", "no-cache").sendFile("index.html", { root: folder, cacheControl: false });
  });
  return router;
}
