/** Entries of this process alone. */
import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Shelf } from "./shelf.ts";

const MOST_ENTRIES = 5000;
const MOST_CHARACTERS = 32 * 1024 * 1024;
const MOST_GROUPS = 20_000;

interface Entry {
  text: string;
  generation: string;
  /** By this process's own steady clock. */
  began: number;
}

export function memoryShelf(): Shelf {
  const entries = new LRUCache<string, Entry>({ max: MOST_ENTRIES, maxSize: MOST_CHARACTERS, sizeCalculation: ({ text }) => text.length + 1 });
  // One that fell out comes back as another, so that no entry is ever taken for one of it.
  const generations = new LRUCache<string, string>({ max: MOST_GROUPS });

  function generationOf(group: string): string {
    const generation = generations.get(group) ?? randomUUID();
    generations.set(group, generation);
    return generation;
  }

  return {
    look(name, group, life) {
      const began = performance.now();
      const generation = generationOf(group);
      const entry = entries.get(name);
      const holds = entry !== undefined && entry.generation === generation && began - entry.began < life;
      return Promise.resolve({ ...(holds && { text: entry.text }), generation, keep: (text) => void entries.set(name, { text, generation, began }) });
    },
    forget(groups) {
      for (const group of groups) generations.delete(group);
      return Promise.resolve();
    },
  };
}
