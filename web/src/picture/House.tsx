/** The house itself. Each is drawn standing on y = 0 around x = 0, about 240 wide and 190 high. */
import type { ReactNode } from "react";
import { between, oneOf, type Random } from "./random.ts";
import type { House as Kind, Light } from "./scene.ts";

interface Drawing {
  light: Light;
  random: Random;
}

export function House({ kind, ...drawing }: { kind: Kind } & Drawing) {
  const draw = { "a-frame": AFrame, cottage: Cottage, villa: Villa, row: Row, block: Block, whitewashed: Whitewashed }[kind];
  return draw(drawing);
}

function Window({ x, y, wide = 22, high = 28, light, random, panes = true, always = false }: { x: number; y: number; wide?: number; high?: number; panes?: boolean; always?: boolean } & Drawing) {
  const on = light.lit && (always || random() < 0.72);
  return (
    <g>
      <rect x={x - 2} y={y - 2} width={wide + 4} height={high + 4} fill="#fff" opacity={0.85 - light.shade} rx="1" />
      <rect x={x} y={y} width={wide} height={high} fill={on ? light.window : light.lit ? "#39426e" : "#6f9fb8"} />
      {!light.lit && <path d={`M${x} ${y + high}L${x + wide} ${y}V${y + high * 0.4}L${x + wide * 0.5} ${y + high}z`} fill="#fff" opacity="0.28" />}
      {panes && <path d={`M${x + wide / 2} ${y}v${high}M${x} ${y + high * 0.45}h${wide}`} stroke="#fff" strokeWidth="1.4" opacity={0.85 - light.shade} />}
      <rect x={x - 3} y={y + high + 2} width={wide + 6} height="3" fill="#000" opacity="0.14" />
    </g>
  );
}

/** Evening falls on a wall as a tint of night. */
function Shade({ d, light, more = 0 }: { d: string; light: Light; more?: number }) {
  return <path d={d} fill="#141a48" opacity={light.shade + more} />;
}

function AFrame({ light, random }: Drawing): ReactNode {
  const timber = oneOf(random, ["#8a5a3c", "#6d4c3a", "#a06b43"]);
  const roof = oneOf(random, ["#3e4456", "#51413d", "#37505a"]);
  const glass = light.lit ? light.window : "#7fb2c8";
  return (
    <>
      <rect x="52" y="-178" width="16" height="80" fill="#6b6470" />
      <path d="M-128 0L0 -206L128 0z" fill={roof} />
      <Shade d="M-128 0L0 -206L128 0z" light={light} more={-light.shade / 3} />
      <path d="M-100 0L0 -164L100 0z" fill={timber} />
      <Shade d="M-100 0L0 -164L100 0z" light={light} />
      <path d="M0 -146L56 -54H-56z" fill={glass} />
      <path d="M0 -146V-54M-28 -100V-54M28 -100V-54M-42 -78H42" stroke={timber} strokeWidth="4" />
      <rect x="-78" y="-44" width="54" height="44" fill={glass} />
      <rect x="24" y="-44" width="54" height="44" fill={glass} opacity="0.85" />
      <rect x="-18" y="-44" width="36" height="44" fill="#2f3a4a" />
      <path d="M-66 -54H66" stroke="#fff" strokeOpacity="0.5" strokeWidth="3" />
      <rect x="-116" y="-5" width="232" height="10" fill="#7b5a45" />
      <path d="M-106 5v12M-40 5v12M40 5v12M106 5v12" stroke="#5d4334" strokeWidth="5" />
    </>
  );
}

function Cottage({ light, random }: Drawing): ReactNode {
  const wall = oneOf(random, ["#f3e9d8", "#d9e4dd", "#e8c9a6", "#e9d9df", "#b9c7cf"]);
  const roof = oneOf(random, ["#a4553f", "#5a5f70", "#7a4a3c", "#46606a"]);
  const door = oneOf(random, ["#2f6f6a", "#a8483f", "#2c4a7c", "#d59a2f"]);
  const windows = { light, random };
  return (
    <>
      <rect x="58" y="-186" width="20" height="60" fill="#8d6f64" />
      <rect x="54" y="-190" width="28" height="7" fill="#6f564e" />
      <rect x="-4" y="-96" width="130" height="96" fill={wall} />
      <Shade d="M-4 -96h130V0H-4z" light={light} more={0.08} />
      <path d="M-14 -92L8 -150H122L140 -92z" fill={roof} />
      <Shade d="M-14 -92L8 -150H122L140 -92z" light={light} />
      <path d="M-124 0V-104L-58 -172L8 -104V0z" fill={wall} />
      <Shade d="M-124 0V-104L-58 -172L8 -104V0z" light={light} />
      <path d="M-138 -92L-58 -178L22 -92" stroke={roof} strokeWidth="13" fill="none" strokeLinejoin="miter" />
      <Window x={-70} y={-138} {...windows} />
      <Window x={-108} y={-78} wide={30} high={36} always {...windows} />
      <Window x={-38} y={-78} wide={30} high={36} {...windows} />
      <path d="M26 0V-56a15 15 0 0 1 30 0V0z" fill={door} />
      <circle cx="50" cy="-28" r="2" fill="#fff" opacity="0.8" />
      <Window x={78} y={-72} wide={28} high={32} always {...windows} />
      <path d="M-124 -3h250v6h-250z" fill="#000" opacity="0.12" />
      {Array.from({ length: 9 }, (_, key) => (
        <circle key={key} cx={-112 + key * 9 + (key > 4 ? 96 : 0)} cy={-4 - (key % 2) * 4} r={between(random, 7, 11)} fill={key % 3 ? light.leaf : light.leafDark} />
      ))}
    </>
  );
}

function Villa({ light, random }: Drawing): ReactNode {
  const wall = oneOf(random, ["#f6f1e8", "#e9e3dc", "#f1ebe6"]);
  const timber = oneOf(random, ["#a9744b", "#8c6146", "#b98a5c"]);
  const glass = light.lit ? light.window : "#8dbdd0";
  return (
    <>
      <rect x="-60" y="-148" width="176" height="70" fill={wall} />
      <Shade d="M-60 -148h176v70h-176z" light={light} />
      <rect x="-70" y="-156" width="200" height="10" fill="#5b5f6e" />
      <rect x="-130" y="-78" width="240" height="78" fill={timber} />
      <Shade d="M-130 -78h240V0h-240z" light={light} more={0.06} />
      {Array.from({ length: 20 }, (_, key) => (
        <path key={key} d={`M${-124 + key * 12} -78V0`} stroke="#000" strokeOpacity="0.1" />
      ))}
      <rect x="-140" y="-86" width="264" height="10" fill="#6b6f7c" />
      <rect x="-42" y="-136" width="92" height="50" fill={glass} />
      <path d="M-12 -136v50M20 -136v50" stroke="#4a4e5c" strokeWidth="3" />
      <Window x={70} y={-132} wide={26} high={38} panes={false} light={light} random={random} />
      <rect x="-116" y="-64" width="120" height="64" fill={glass} />
      <path d="M-76 -64V0M-36 -64V0" stroke="#4a4e5c" strokeWidth="3" />
      {!light.lit && <path d="M-116 0L-60 -64H-30L-86 0z" fill="#fff" opacity="0.2" />}
      <rect x="30" y="-58" width="30" height="58" fill="#37404f" />
      <Window x={74} y={-56} wide={24} high={30} panes={false} light={light} random={random} />
      <path d="M-56 -96H66M-56 -96v18M-26 -96v18M4 -96v18M34 -96v18M64 -96v18" stroke="#fff" strokeOpacity="0.65" strokeWidth="2" />
      <rect x="-150" y="-3" width="290" height="9" fill="#d8d0c4" opacity={1 - light.shade} />
    </>
  );
}

const FACADES = ["#c8694f", "#e3b15f", "#7d9aa5", "#d9cbb4", "#9a5a57", "#6f8f7b", "#e0a08a", "#4f6a86"] as const;

function Row({ light, random }: Drawing): ReactNode {
  const first = Math.floor(random() * FACADES.length);
  return Array.from({ length: 4 }, (_, at) => {
    const x = -148 + at * 74;
    const high = between(random, 140, 178);
    const colour = FACADES[(first + at * 3) % FACADES.length]!;
    const stepped = random() < 0.4;
    const gable = stepped ? `M${x} ${-high}v-14h14v-14h14v-14h18v14h14v14h14v14z` : `M${x - 2} ${-high}L${x + 37} ${-high - 42}L${x + 76} ${-high}z`;
    const windows = { light, random };
    return (
      <g key={at}>
        <rect x={x} y={-high} width="74" height={high} fill={colour} />
        <path d={gable} fill={stepped ? colour : "#4b4452"} />
        <Shade d={`M${x} 0V${-high}h74V0z`} light={light} more={at % 2 ? 0.05 : 0} />
        <Shade d={gable} light={light} />
        <circle cx={x + 37} cy={-high - 14} r="6" fill={light.lit ? light.window : "#e6eef0"} />
        {[0, 1].map((row) => (
          <g key={row}>
            <Window x={x + 11} y={-high + 16 + row * 46} wide={20} high={32} {...windows} />
            <Window x={x + 43} y={-high + 16 + row * 46} wide={20} high={32} {...windows} />
          </g>
        ))}
        <rect x={x + 10} y="-40" width="20" height="40" fill={FACADES[(first + at * 5 + 2) % FACADES.length]} />
        <Window x={x + 42} y={-38} wide={22} high={24} always {...windows} />
        <rect x={x} y="-3" width="74" height="6" fill="#000" opacity="0.2" />
      </g>
    );
  });
}

function Block({ light, random }: Drawing): ReactNode {
  const wall = oneOf(random, ["#e6dccd", "#c9b7a7", "#b56a52", "#d5d8dc", "#e2c08d"]);
  return (
    <>
      <rect x="-104" y="-222" width="208" height="222" fill={wall} />
      <Shade d="M-104 -222h208V0h-208z" light={light} />
      <path d="M60 -222h44V0H60z" fill="#000" opacity="0.07" />
      <rect x="-110" y="-230" width="220" height="10" fill="#5b5a66" />
      <path d="M-40 -230v-20h44v20M62 -230v-34" stroke="#5b5a66" strokeWidth="5" fill="#6d6c78" />
      {Array.from({ length: 4 }, (_, floor) =>
        [-88, -40, 8, 62].map((x, column) => (
          <g key={`${floor}-${column}`}>
            <Window x={x} y={-208 + floor * 42} wide={26} high={30} light={light} random={random} panes={column !== 1} />
            {column % 2 === 1 && (
              <>
                <rect x={x - 7} y={-182 + floor * 42} width="40" height="3.5" fill="#4b4b58" />
                <path d={`M${x - 6} ${-193 + floor * 42}h38M${x - 5} ${-193 + floor * 42}v12M${x + 4} ${-193 + floor * 42}v12M${x + 13} ${-193 + floor * 42}v12M${x + 22} ${-193 + floor * 42}v12M${x + 31} ${-193 + floor * 42}v12`} stroke="#4b4b58" strokeWidth="1.6" fill="none" />
              </>
            )}
          </g>
        )),
      )}
      <rect x="-90" y="-38" width="66" height="38" fill={light.lit ? light.window : "#9cc3d1"} />
      <rect x="26" y="-38" width="66" height="38" fill={light.lit ? light.window : "#9cc3d1"} opacity="0.85" />
      <path d="M-98 -46h84l-6 12h-72zM20 -46h80l-4 12h-72z" fill={oneOf(random, ["#b5473c", "#2f6f6a", "#2c4a7c"])} />
      <rect x="-14" y="-42" width="30" height="42" fill="#3b3a45" />
      <rect x="-110" y="-3" width="220" height="8" fill="#000" opacity="0.2" />
    </>
  );
}

function Whitewashed({ light, random }: Drawing): ReactNode {
  const accent = oneOf(random, ["#2f6fb0", "#2b8a93", "#c9744f"]);
  const windows = { light, random };
  return (
    <>
      <path d="M-18 -150a34 34 0 0 1 68 0z" fill={accent} />
      <Shade d="M-18 -150a34 34 0 0 1 68 0z" light={light} />
      <rect x="-36" y="-150" width="104" height="80" fill="#fbf8f1" />
      <Shade d="M-36 -150h104v80h-104z" light={light} more={0.03} />
      <rect x="-132" y="-96" width="128" height="96" fill="#fffdf7" />
      <Shade d="M-132 -96h128V0h-128z" light={light} />
      <path d="M-4 -96V0h-26v-96z" fill="#41507e" opacity="0.12" />
      <rect x="-4" y="-74" width="140" height="74" fill="#f5f0e6" />
      <Shade d="M-4 -74h140V0H-4z" light={light} more={0.02} />
      <path d="M-136 -98H0M-8 -76h148M-40 -152H72" stroke="#e3dccf" strokeWidth="5" opacity={1 - light.shade} />
      <Window x={2} y={-134} wide={22} high={30} {...windows} />
      <Window x={-110} y={-76} wide={26} high={32} always {...windows} />
      <path d="M-66 0V-46a17 17 0 0 1 34 0V0z" fill={accent} />
      <Window x={26} y={-54} wide={24} high={28} {...windows} />
      <path d="M84 0V-34a16 16 0 0 1 32 0V0z" fill={light.lit ? light.window : "#a9c9d6"} />
      {Array.from({ length: 14 }, (_, key) => (
        <circle key={key} cx={-30 + between(random, -10, 12) + key * 2} cy={-86 + between(random, -14, 30)} r={between(random, 3, 6.5)} fill={key % 2 ? "#c2477c" : "#d96a96"} opacity={1 - light.shade / 2} />
      ))}
      <path d="M-132 0h40v-10h-10v-9h-10v-9h-20z" fill="#e9e2d6" opacity={1 - light.shade} />
    </>
  );
}
