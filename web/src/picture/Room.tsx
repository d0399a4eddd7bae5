/** A room with a window to the land. */
import { Land, Sky } from "./Land.tsx";
import { oneOf } from "./random.ts";
import type { Scene } from "./scene.ts";

const WALLS = ["#d8dfd6", "#e7dccb", "#cfd8e2", "#e6d2c9", "#c9cfc0"] as const;
const CLOTHS = ["#2f5d6b", "#a8503f", "#3f4a86", "#6f7d4d", "#b98a2f"] as const;

export function Room({ scene, id }: { scene: Scene; id: string }) {
  const { random, light } = scene;
  const wall = oneOf(random, WALLS);
  const cloth = oneOf(random, CLOTHS);
  const other = oneOf(random, CLOTHS);
  const bed = random() < 0.55;
  return (
    <>
      <rect width="600" height="400" fill={wall} />
      <svg x="196" y="46" width="236" height="176" viewBox="120 90 360 230" preserveAspectRatio="xMidYMid slice">
        <Sky light={light} random={random} id={id} />
        <Land scene={scene} id={id} />
        <rect y="300" width="600" height="100" fill={light.ground} />
      </svg>
      <path d="M196 46h236v176h-236zM314 46v176M196 128h236" fill="none" stroke="#fff" strokeWidth="8" />
      <rect x="184" y="222" width="260" height="11" fill="#fff" />
      <path d="M172 30q22 100 -4 204h-22q14 -110 0 -204zM456 30q-22 100 4 204h22q-14 -110 0 -204z" fill={other} opacity="0.75" />
      <rect x="136" y="24" width="356" height="7" rx="3" fill="#6b5a4c" />
      <path d="M0 296H600V400H0z" fill="#b58a62" />
      <path d="M0 296H600M0 322H600M0 354H600M110 296v26M330 296v26M510 296v26M60 322v32M250 322v32M440 322v32M170 354v46M390 354v46" stroke="#000" strokeOpacity="0.1" strokeWidth="2" />
      <rect y="288" width="600" height="8" fill="#fff" opacity="0.7" />
      <ellipse cx="300" cy="366" rx="230" ry="26" fill={other} opacity="0.35" />
      {bed ? <Bed cloth={cloth} /> : <Sofa cloth={cloth} other={other} />}
      <circle cx="82" cy="178" r="92" fill="#ffd257" opacity={light.lit ? 0.26 : 0.1} />
      <path d="M82 180V330M62 332h40" stroke="#4a4152" strokeWidth="5" />
      <path d="M58 184L68 144H96L106 184z" fill={light.lit ? "#ffdf8a" : "#f3ead6"} />
      <path d="M520 330l8 -44h36l8 44z" fill="#c9744f" />
      <path d="M546 288C520 250 516 220 528 196C544 224 548 250 546 288zM546 288C552 244 566 216 590 206C590 240 574 268 546 288zM546 288C546 240 544 200 556 170C568 206 562 250 546 288z" fill="#4f7d58" />
      <rect x="512" y="76" width="58" height="74" fill="#fff" stroke="#6b5a4c" strokeWidth="4" />
      <path d="M516 146l16 -28l12 14l10 -20l12 34z" fill={cloth} opacity="0.8" />
      <circle cx="530" cy="98" r="7" fill="#ffd257" />
      {light.lit && <rect width="600" height="400" fill="#1b1f4b" opacity={light.shade / 2.6} />}
    </>
  );
}

function Bed({ cloth }: { cloth: string }) {
  return (
    <>
      <rect x="168" y="214" width="272" height="90" rx="14" fill="#7a5b46" />
      <rect x="176" y="276" width="256" height="84" rx="12" fill="#fbf8f2" />
      <rect x="196" y="250" width="98" height="42" rx="16" fill="#fff" stroke="#000" strokeOpacity="0.08" />
      <rect x="312" y="250" width="98" height="42" rx="16" fill="#fff" stroke="#000" strokeOpacity="0.08" />
      <path d="M176 312q128 -18 256 0v46q-128 10 -256 0z" fill={cloth} />
      <path d="M176 312q128 -18 256 0v10q-128 -18 -256 0z" fill="#fff" opacity="0.5" />
      <path d="M184 360v16M424 360v16" stroke="#5d4334" strokeWidth="9" />
    </>
  );
}

function Sofa({ cloth, other }: { cloth: string; other: string }) {
  return (
    <>
      <rect x="160" y="236" width="290" height="80" rx="22" fill={cloth} />
      <rect x="140" y="272" width="52" height="76" rx="20" fill={cloth} />
      <rect x="418" y="272" width="52" height="76" rx="20" fill={cloth} />
      <path d="M160 236h290v112h-290z" fill="#000" opacity="0.08" />
      <rect x="186" y="290" width="118" height="46" rx="12" fill={cloth} stroke="#fff" strokeOpacity="0.2" strokeWidth="2" />
      <rect x="308" y="290" width="118" height="46" rx="12" fill={cloth} stroke="#fff" strokeOpacity="0.2" strokeWidth="2" />
      <rect x="206" y="254" width="48" height="42" rx="9" fill={other} transform="rotate(-10 230 275)" />
      <rect x="366" y="254" width="48" height="42" rx="9" fill="#f3ead6" transform="rotate(9 390 275)" />
      <path d="M170 348v14M440 348v14" stroke="#4a3a30" strokeWidth="8" />
    </>
  );
}
