/** Soft tones of a bell, made rather than loaded. A browser plays them only after the person has touched the page. */
let context: AudioContext | undefined;

/** In hertz: a booking rises, a cancellation falls, a hold is one tone alone. */
const TONES = { booking: [880, 1318.5], cancelled: [880, 587.3], hold: [659.3] };

export function ring(what: keyof typeof TONES = "booking"): void {
  context ??= new AudioContext();
  const { currentTime, destination } = context;
  if (context.state === "suspended") void context.resume();
  TONES[what].forEach((frequency, at) => {
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
