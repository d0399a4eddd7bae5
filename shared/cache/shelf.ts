/** Where entries lie. */
export interface Shelf {
  /**
   * Looks for an entry not older than `life`, in milliseconds. Nothing is answered that belongs to an earlier generation of its group.
   *
   * @returns `undefined` where the shelf can't say: then nothing is to be kept
   */
  look(name: string, group: string, life: number): Promise<Look | undefined>;
  /** What was read of these groups before is worth nothing any more. Never rejects. */
  forget(groups: readonly string[]): Promise<void>;
}

export interface Look {
  /** JSON, where there is an entry. */
  text?: string;
  /** Whatever is loaded after this look belongs to it. */
  generation: string;
  /** Keeps what was loaded after this look; its age counts from the look. */
  keep(text: string): void;
}
