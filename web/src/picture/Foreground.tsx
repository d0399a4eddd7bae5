/** The ground that the house stands on, with trees, a path, a pool. */
import { between, type Random } from "./random.ts";
import type { Light, Scene } from "./scene.ts";

export function Ground({ scene, id }: { scene: Scene; id: string }) {
  const { land, light, random, snow } = scene;
  const city = land === "city";
  const colour = city ? (light.lit ? "#5a5d78" : "#a8a6a2") : snow && light.hour !== "night" ? "#e8eef2" : land === "sea" && light.hour === "day" ? "#d9c79a" : light.ground;
  const dark = city ? "#3f4258" : snow && light.hour !== "night" ? "#bccbd6" : land === "sea" && light.hour === "day" ? "#b79f6c" : light.groundDark;
  const top = city ? 322 : 300;
  return (
    <>
      <defs>
        <linearGradient id={`${id}ground`} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor={colour} />
          <stop offset="1" stopColor={dark} />
        </linearGradient>
      </defs>
      <path d={city ? `M0 ${top}H600V400H0z` : `M0 ${top + 18}C120 ${top - 14} 220 ${top} 320 ${top - 4}S520 ${top - 12} 600 ${top + 10}V400H0z`} fill={`url(#${id}ground)`} />
      {city ? <Street /> : <Tufts random={random} light={light} />}
    </>
  );
}

function Street() {
  return (
    <>
      <rect y="352" width="600" height="48" fill="#2b2d40" opacity="0.5" />
      <path d="M0 352H600" stroke="#fff" strokeOpacity="0.35" strokeWidth="4" />
      <path d="M10 378H600" stroke="#fff" strokeOpacity="0.4" strokeWidth="3" strokeDasharray="34 26" />
    </>
  );
}

function Tufts({ random, light }: { random: Random; light: Light }) {
  return Array.from({ length: 34 }, (_, key) => {
    const [x, y] = [between(random, 0, 600), between(random, 326, 396)];
    return <path key={key} d={`M${x} ${y}q-2 -8 -5 -10M${x} ${y}q0 -9 1 -13M${x} ${y}q2 -7 6 -9`} stroke={light.leafDark} strokeWidth="1.6" fill="none" opacity="0.5" />;
  });
}

export function Path({ x, light }: { x: number; light: Light }) {
  return <path d={`M${x - 12} 318C${x - 30} 340 ${x + 26} 356 ${x - 44} 400H${x + 60}C${x + 70} 362 ${x + 6} 346 ${x + 14} 318z`} fill={light.lit ? "#cdb7a0" : "#e9dcc3"} opacity={0.75 - light.shade} />;
}

export function Pool({ light }: { light: Light }) {
  return (
    <g>
      <path d="M70 356L130 334H372L410 356z" fill="#efe8dc" opacity={1 - light.shade} />
      <path d="M86 354L136 337H366L394 354z" fill={light.lit ? "#4fb3c9" : "#45bcd6"} />
      <path d="M120 348h70M230 343h80M300 350h54" stroke="#fff" strokeOpacity="0.6" strokeWidth="2" />
    </g>
  );
}

/** Trees that belong to the land, at the sides so that they never hide the house. */
export function Trees({ scene, houseX }: { scene: Scene; houseX: number }) {
  const { land, random } = scene;
  if (land === "city") return <Lamp x={houseX > 300 ? 90 : 510} scene={scene} />;
  const spots = [-265, -218, -178, 176, 216, 262].map((away) => houseX + away + between(random, -12, 12)).filter((x) => x > -20 && x < 620);
  return spots.map((x, key) => {
    const size = between(random, 0.75, 1.2);
    const y = 318 + between(random, -8, 14);
    const kind = land === "forest" || land === "mountains" ? "pine" : land === "sea" ? (key % 2 ? "cypress" : "umbrella") : key % 3 ? "round" : "cypress";
    return <Tree key={key} kind={kind} x={x} y={y} size={size} scene={scene} />;
  });
}

function Tree({ kind, x, y, size, scene: { light, snow } }: { kind: string; x: number; y: number; size: number; scene: Scene }) {
  const at = `translate(${x} ${y}) scale(${size})`;
  if (kind === "pine")
    return (
      <g transform={at}>
        <rect x="-4" y="-12" width="8" height="14" fill="#4d3a33" />
        {[0, 1, 2].map((tier) => (
          <g key={tier}>
            <path d={`M${-34 + tier * 8} ${-10 - tier * 34}L0 ${-74 - tier * 34}L${34 - tier * 8} ${-10 - tier * 34}z`} fill={light.leafDark} />
            <path d={`M0 ${-74 - tier * 34}L${34 - tier * 8} ${-10 - tier * 34}H4z`} fill={light.leaf} />
            {snow && <path d={`M0 ${-74 - tier * 34}l12 22l-8 -4l-5 6l-5 -5l-6 3z`} fill="#fff" opacity={0.9 - light.shade} />}
          </g>
        ))}
      </g>
    );
  if (kind === "cypress")
    return (
      <g transform={at}>
        <path d="M-3 2h6v-14h-6z" fill="#57433a" />
        <path d="M0 -142C22 -92 18 -22 0 -8C-18 -22 -22 -92 0 -142z" fill={light.leafDark} />
        <path d="M0 -142C22 -92 18 -22 0 -8C8 -50 8 -100 0 -142z" fill={light.leaf} />
      </g>
    );
  if (kind === "umbrella")
    return (
      <g transform={at}>
        <path d="M0 2C4 -30 -8 -50 2 -92M0 -50Q12 -66 26 -78" stroke="#6a4f41" strokeWidth="7" fill="none" />
        <path d="M-52 -86C-44 -124 52 -130 60 -86C40 -78 -34 -78 -52 -86z" fill={light.leafDark} />
        <path d="M-40 -92C-30 -118 34 -122 46 -94C26 -88 -20 -88 -40 -92z" fill={light.leaf} />
      </g>
    );
  return (
    <g transform={at}>
      <path d="M-5 2L-3 -50h6L5 2zM0 -34l16 -18M0 -40l-14 -14" fill="#5c4539" stroke="#5c4539" strokeWidth="4" />
      <circle cx="-20" cy="-72" r="30" fill={light.leafDark} />
      <circle cx="20" cy="-70" r="28" fill={light.leafDark} />
      <circle cx="2" cy="-94" r="34" fill={light.leaf} />
      <circle cx="18" cy="-84" r="20" fill="#fff" opacity="0.07" />
    </g>
  );
}

function Lamp({ x, scene: { light } }: { x: number; scene: Scene }) {
  return (
    <g>
      {light.lit && <circle cx={x} cy="232" r="46" fill={light.window} opacity="0.2" />}
      <path d={`M${x} 352V240M${x - 9} 352h18`} stroke="#2b2d40" strokeWidth="5" />
      <path d={`M${x - 10} 222h20l-4 20h-12z`} fill={light.lit ? light.window : "#dfe6e8"} stroke="#2b2d40" strokeWidth="3" />
    </g>
  );
}
