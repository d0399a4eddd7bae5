/** What this server does, for a Prometheus that comes to it directly. */
import { type RequestHandler, Router } from "express";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Cache } from "../shared/cache/cache.ts";
import { Refusal } from "../shared/contract/errors.ts";
import { type RouteName, routes, sandboxRoutes } from "../shared/contract/rest.ts";
import type { Route } from "../shared/contract/routes/route.ts";
import type { Delay, NodeStats } from "../shared/contract/stats.ts";
import type { Limiting } from "./limits/limiting.ts";

export interface MetricsOptions {
  cache: Pick<Cache, "counts">;
  limiting: Pick<Limiting, "refusals" | "loopDelay">;
  stats(): NodeStats;
  /** Milliseconds that rooms may be behind the database. */
  behind(): number;
}

export interface Metrics {
  /** `/metrics`. */
  page: Router;
  /** Measures what comes after it. */
  observe: RequestHandler;
}

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const DELAY_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5];

/** Each server has a registry of its own. Nothing is left behind by it, so that many can be in one process. */
export function createMetrics({ cache, limiting, stats, behind }: MetricsOptions): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];

  counted(registers, "vacancy_cache_reads_total", "Reads of what is cached, by what became of them", ["kind", "outcome"], () =>
    Object.entries(cache.counts()).flatMap(([kind, outcomes]) => Object.entries(outcomes).map(([outcome, count]) => ({ labels: { kind, outcome }, count }))));
  counted(registers, "vacancy_refusals_total", "What was refused or cut, by why", ["kind"], () =>
    Object.entries(limiting.refusals.counts()).map(([kind, count]) => ({ labels: { kind }, count })));
  counted(registers, "process_cpu_seconds_total", "Processor time of this process, user and system", [], () => {
    const { user, system } = process.cpuUsage();
    return [{ labels: {}, count: (user + system) / 1e6 }];
  });
  measured(registers, "vacancy_live_connections", "Live connections open now", () => stats().connections);
  measured(registers, "process_resident_memory_bytes", "Memory of this process", () => process.memoryUsage.rss());
  measured(registers, "nodejs_heap_size_used_bytes", "Heap in use", () => process.memoryUsage().heapUsed);
  measured(registers, "process_start_time_seconds", "When this process began, in Unix time", () => performance.timeOrigin / 1000);
  measured(registers, "vacancy_feed_lag_seconds", "How far rooms may be behind the database", () => behind() / 1000);
  measured(registers, "vacancy_feed_relayed", "1 where a relay feeds this server, 0 where it feeds itself", () => (stats().fed === "relay" ? 1 : 0));
  measureDelay(registers, () => stats().delay);

  const loopDelay = new Histogram({ name: "vacancy_event_loop_delay_seconds", help: "How far the event loop is behind: the mean of each half second", buckets: DELAY_SECONDS, registers });
  limiting.loopDelay.onWindow((mean) => loopDelay.observe(mean / 1000));

  const durations = new Histogram({
    name: "vacancy_http_request_duration_seconds", help: "REST requests by route and class of status, `aborted` where the client had gone",
    labelNames: ["route", "status"], buckets: REQUEST_SECONDS, registers,
  });
  return {
    page: pageOf(registry),
    observe(req, res, next) {
      const began = performance.now();
      res.once("close", () => {
        const route = routeName(req.method, (req.route as { path?: unknown } | undefined)?.path);
        const status = res.writableFinished ? `${Math.floor(res.statusCode / 100)}xx` : "aborted";
        durations.observe({ route, status }, (performance.now() - began) / 1000);
      });
      next();
    },
  };
}

/** Not for the public: who came by way of a proxy finds nothing here. */
function pageOf(registry: Registry): Router {
  const router = Router();
  router.get("/metrics", (req, res, next) => {
    const proxied = req.headers["x-forwarded-for"] !== undefined || req.headers.forwarded !== undefined;
    if (proxied) return next(new Refusal("not_found", "There is nothing at this address"));
    registry.metrics().then((text) => res.set("Content-Type", registry.contentType).send(text), next);
  });
  return router;
}

const names = new Map(Object.entries<Route>({ ...routes, ...sandboxRoutes }).map(([name, { method, path }]) => [`${method} ${path}`, name as RouteName]));

/** As the contract names it, so that there are only so many; `other` are pages, files, and what ended before it met its route. */
function routeName(method: string, path: unknown): RouteName | "other" {
  const asked = method === "HEAD" ? "get" : method.toLowerCase();
  return names.get(`${asked} ${String(path)}`) ?? "other";
}

interface Sample {
  labels: Record<string, string>;
  count: number;
}

/** What is counted elsewhere. */
function counted(registers: Registry[], name: string, help: string, labelNames: string[], samples: () => Sample[]): void {
  void new Counter({
    name, help, labelNames, registers,
    collect() {
      this.reset();
      for (const { labels, count } of samples()) this.inc(labels, count);
    },
  });
}

function measured(registers: Registry[], name: string, help: string, value: () => number): void {
  void new Gauge({
    name, help, registers,
    collect() {
      this.set(value());
    },
  });
}

function measureDelay(registers: Registry[], recent: () => Delay | undefined): void {
  void new Gauge({
    name: "vacancy_feed_delay_seconds", help: "From a change to its being told by this server, of the last 10 seconds", labelNames: ["quantile"], registers,
    collect() {
      this.reset();
      const delay = recent();
      if (!delay) return;
      this.set({ quantile: "0.5" }, delay.p50 / 1000);
      this.set({ quantile: "0.99" }, delay.p99 / 1000);
    },
  });
}
