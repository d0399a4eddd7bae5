import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = "http://127.0.0.1:3000";

export default defineConfig({
  root: here("."),
  plugins: [react()],
  build: {
    outDir: here("../dist/web"),
    emptyOutDir: true,
    // The page's policy allows no `data:` fonts or scripts: everything is a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The first browsers with `light-dark()` and nesting.
    target: ["chrome123", "firefox120", "safari17.5"],
    chunkSizeWarningLimit: 700,
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": server, "/socket.io": { target: server, ws: true } },
  },
});
