/** Sky, what stands on the horizon, and what lies between it and the house. Drawn on 600 × 400. */
import type { ReactNode } from "react";
import { between, type Random } from "./random.ts";
import type { Light, Scene } from "./scene.ts";

export function Sky({ light, random, id }: { light: Light; random: Random; id: string }) {
  const dark = light.hour === "night" || light.hour === "dusk";
  const sunX = between(random, 90, 510);
  const sunY = light.hour === "golden" || light.hour === "dusk" ? between(random, 170, 205) : between(random, 60, 110);
  return (
    <>
      <defs>
        <linearGradient id={`${id}sky`} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor={light.sky[0]} />
          <stop offset="0.42" stopColor={light.sky[1]} />
          <stop offset="0.68" stopColor={light.sky[2]} />
        </linearGradient>
        <radialGradient id={`${id}halo`}>
          <stop offset="0" stopColor={light.sun} stopOpacity="0.75" />
          <stop offset="0.35" stopColor={light.sun} stopOpacity="0.25" />
          <stop offset="1" stopColor={light.sun} stopOpacity="0" />
        </radialGradient>
      </defs>
      <rect width="600" height="400" fill={`url(#${id}sky)`} />
      <circle cx={sunX} cy={sunY} r={light.hour === "night" ? 80 : 150} fill={`url(#${id}halo)`} />
      <circle cx={sunX} cy={sunY} r={light.hour === "night" ? 15 : 21} fill={light.sun} opacity={light.hour === "day" ? 0.9 : 1} />
      {dark && <Stars random={random} many={light.hour === "night"} />}
      {light.hour !== "night" && <Clouds random={random} light={light} />}
    </>
  );
}

function Stars({ random, many }: { random: Random; many: boolean }) {
  return Array.from({ length: many ? 60 : 22 }, (_, index) => (
    <circle key={index} cx={between(random, 0, 600)} cy={between(random, 0, many ? 190 : 110)} r={between(random, 0.5, 1.5)} fill="#fff" opacity={between(random, 0.35, 0.95)} />
  ));
}

function Clouds({ random, light }: { random: Random; light: Light }) {
  return Array.from({ length: 3 }, (_, index) => {
    const [x, y, size] = [between(random, -20, 560), between(random, 30, 130), between(random, 0.6, 1.3)];
    return (
      <path
        key={index}
        transform={`translate(${x} ${y}) scale(${size})`}
        d="M0 26c-14 0-18-15-5-18C-3-4 16-8 24 2c8-8 28-6 30 6 16-4 24 18 6 18z"
        fill={light.hour === "dusk" ? "#f2b9b0" : "#fff"}
        opacity={light.hour === "day" ? 0.8 : 0.4}
      />
    );
  });
}

/** A line of hills: three waves of which the longest carries most. */
function hills(random: Random, base: number, height: number): string {
  const waves = [1.2, 2.6, 5.3].map((turns, at) => ({ turns, phase: between(random, 0, 6.3), high: height / (at * 1.8 + 1) }));
  const points = Array.from({ length: 31 }, (_, step) => {
    const lift = waves.reduce((sum, { turns, phase, high }) => sum + Math.sin((step / 30) * turns * 6.28 + phase) * high, 0);
    return `${step * 20} ${(base - lift / 2).toFixed(1)}`;
  });
  return `M0 400L${points.join("L")}L600 400z`;
}

function Peaks({ random, base, height, fill, snow }: { random: Random; base: number; height: number; fill: string; snow?: string }) {
  const peaks = Array.from({ length: 5 }, (_, at) => ({ x: at * 140 - 10 + between(random, -35, 35), y: base - between(random, height * 0.45, height), half: between(random, 105, 165) }));
  return peaks.map(({ x, y, half }, key) => {
    const slope = (base - y) / half;
    const cap = Math.min(38, (base - y) * 0.34);
    const wide = cap / slope;
    return (
      <g key={key}>
        <path d={`M${x - half} ${base}L${x} ${y}L${x + half} ${base}V400H${x - half}z`} fill={fill} />
        <path d={`M${x} ${y}L${x + half} ${base}H${x + half * 0.25}L${x - 6} ${y + (base - y) * 0.5}z`} fill="#0b1030" opacity="0.1" />
        {snow && (
          <path d={`M${x} ${y}L${x + wide} ${y + cap}l${-wide * 0.45} ${-cap * 0.25}l${-wide * 0.4} ${cap * 0.35}l${-wide * 0.5} ${-cap * 0.3}L${x - wide} ${y + cap}z`} fill={snow} opacity="0.85" />
        )}
      </g>
    );
  });
}

function Skyline({ random, base, tall, light, fill, lit }: { random: Random; base: number; tall: number; light: Light; fill: string; lit: boolean }) {
  const drawn: ReactNode[] = [];
  for (let x = -10; x < 600; ) {
    const wide = between(random, 30, 66);
    const high = between(random, tall * 0.45, tall);
    const roof = random();
    drawn.push(<rect key={x} x={x} y={base - high} width={wide + 1} height={400} fill={fill} />);
    if (roof < 0.25) drawn.push(<path key={`r${x}`} d={`M${x} ${base - high}l${wide / 2} -18l${wide / 2} 18z`} fill={fill} />);
    else if (roof < 0.4) drawn.push(<path key={`s${x}`} d={`M${x + wide / 2 - 6} ${base - high}h12v-16l-6 -26l-6 26z`} fill={fill} />);
    if (lit) {
      for (let row = base - high + 10; row < base + 4; row += 15)
        for (let column = x + 7; column < x + wide - 7; column += 12)
          if (random() < (light.lit ? 0.3 : 0.5))
            drawn.push(<rect key={`${column}-${row}`} x={column} y={row} width="5" height="7" fill={light.lit ? light.window : "#fff"} opacity={light.lit ? 0.75 : 0.25} />);
    }
    x += wide;
  }
  return drawn;
}

function Water({ top, light, random, id }: { top: number; light: Light; random: Random; id: string }) {
  return (
    <>
      <defs>
        <linearGradient id={`${id}water`} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor={light.water[0]} />
          <stop offset="1" stopColor={light.water[1]} />
        </linearGradient>
      </defs>
      <rect y={top} width="600" height={400 - top} fill={`url(#${id}water)`} />
      {Array.from({ length: 26 }, (_, key) => {
        const down = random() ** 1.6;
        return <rect key={key} x={between(random, -20, 580)} y={top + 4 + down * 120} width={between(random, 18, 70) * (0.4 + down)} height={1 + down * 2} rx="1" fill="#fff" opacity={between(random, 0.12, 0.4)} />;
      })}
    </>
  );
}

function Sail({ x, y }: { x: number; y: number }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <path d="M0 0V-30L16 -4z" fill="#fff" opacity="0.92" />
      <path d="M-2 -3V-24L-11 -4z" fill="#fff" opacity="0.7" />
      <path d="M-13 0H19L14 6H-8z" fill="#3b3f63" />
    </g>
  );
}

/** What lies behind the house; the ground begins at about y = 285. */
export function Land({ scene, id }: { scene: Scene; id: string }) {
  const { land, light, random } = scene;
  const [far, middle, near] = light.ridges;
  const snow = light.hour === "night" ? "#8d9ad0" : light.hour === "dusk" ? "#e3b9c4" : "#fff";
  if (land === "sea")
    return (
      <>
        <path d={hills(random, 218, 22)} fill={far} opacity="0.8" />
        <Water top={222} light={light} random={random} id={id} />
        <Sail x={between(random, 60, 540)} y={between(random, 238, 252)} />
        <Sail x={between(random, 60, 540)} y={between(random, 228, 234)} />
      </>
    );
  if (land === "mountains")
    return (
      <>
        <Peaks random={random} base={250} height={170} fill={far} snow={snow} />
        <Peaks random={random} base={275} height={110} fill={middle} {...(scene.snow && { snow })} />
        <path d={hills(random, 272, 26)} fill={near} />
        <Woods random={random} base={284} light={light} />
      </>
    );
  if (land === "city")
    return (
      <>
        <Skyline random={random} base={290} tall={150} light={light} fill={far} lit={false} />
        <Skyline random={random} base={300} tall={105} light={light} fill={middle} lit />
      </>
    );
  return (
    <>
      <path d={hills(random, 212, 46)} fill={far} />
      <path d={hills(random, 246, 36)} fill={middle} />
      {land === "country" && <Fields random={random} light={light} />}
      <path d={hills(random, 274, 20)} fill={near} />
      {land === "forest" && <Woods random={random} base={292} light={light} tall />}
    </>
  );
}

function Fields({ random, light }: { random: Random; light: Light }) {
  const x = between(random, 60, 400);
  return (
    <g opacity="0.35" stroke={light.ground} strokeWidth="2" fill="none">
      {Array.from({ length: 7 }, (_, key) => (
        <path key={key} d={`M${x + key * 16} 246q${20 - key * 4} 22 ${-30 + key * 22} 46`} />
      ))}
    </g>
  );
}

function Woods({ random, base, light, tall = false }: { random: Random; base: number; light: Light; tall?: boolean }) {
  return Array.from({ length: 34 }, (_, key) => {
    const x = key * 18 + between(random, -8, 8);
    const high = between(random, 26, 52) * (tall ? 1.9 : 1);
    return <path key={key} d={`M${x - high * 0.2} ${base + 6}L${x} ${base - high}L${x + high * 0.2} ${base + 6}z`} fill={key % 3 ? light.leafDark : light.leaf} opacity={tall ? 0.85 : 0.95} />;
  });
}
