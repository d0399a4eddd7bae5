/** Two soft tones of a bell, made rather than loaded. A browser plays them only after the person has touched the page. */
let context: AudioContext | undefined;

export function ring(): void {
  context ??= new AudioContext();
  const { currentTime, destination } = context;
  if (context.state === "suspended") void context.resume();
  [880, 1318.5].forEach((frequency, at) => {
    if (!context) return;
    const begins = currentTime + at * 0.16;
    const tone = new OscillatorNode(context, { type: "sine", frequency });
    const loud = new GainNode(context, { gain: 0 });
    loud.gain.setValueAtTime(0, begins);
    loud.gain.linearRampToValueAtTime(0.2, begins + 0.015);
    loud.gain.exponentialRampToValueAtTime(0.001, begins + 0.9);
    tone.connect(loud).connect(destination);
    tone.start(begins);
    tone.stop(begins + 1);
  });
}
