/** Numbers in [0, 1) that look random and follow from a word: the demo is the same wherever it is loaded (mulberry32). */
export function randomOf(word: string): () => number {
  let state = 0;
  for (const letter of word) state = (Math.imul(state, 31) + letter.charCodeAt(0)) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
