/** What a device called itself, in the words of who owns it. A name is a claim: what it pretends to be, it is called. */

/** Most call themselves by older ones too, so the newest name comes first. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg(A|iOS)?\//, "Edge"], [/\bOPR\/|\bOPT\//, "Opera"], [/\bSamsungBrowser\//, "Samsung Internet"], [/\bVivaldi\//, "Vivaldi"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"], [/\b(Headless)?Chrome\/|\bCriOS\/|\bChromium\//, "Chrome"], [/\bVersion\/.*\bSafari\//, "Safari"],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/\biPhone\b/, "an iPhone"], [/\biPad\b/, "an iPad"], [/\bAndroid\b/, "Android"], [/\bCrOS\b/, "ChromeOS"], [/\bWindows\b/, "Windows"],
  [/\bMacintosh\b|\bMac OS X\b/, "a Mac"], [/\bLinux\b|\bX11\b/, "Linux"],
];

const nameOf = (agent: string, names: readonly [RegExp, string][]) => names.find(([looks]) => looks.test(agent))?.[1];

/** Chrome on Linux; a program by its own name. */
export function deviceWords(agent: string): string {
  const [browser, system] = [nameOf(agent, BROWSERS), nameOf(agent, SYSTEMS)];
  if (browser) return system ? `${browser} on ${system}` : browser;
  if (system) return `A browser on ${system}`;
  const program = /^[\w.-]{1,40}/.exec(agent.trim())?.[0];
  return program && program !== "Mozilla" ? `The program ${program}` : "A device without a name";
}
