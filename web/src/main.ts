import "./strict.ts";

// Only now the schemas: a static import would be evaluated before the line above has had its effect.
await import("./start.tsx");
