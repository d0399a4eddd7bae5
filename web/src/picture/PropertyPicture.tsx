/**
 * A picture of a property: its photo, or where it has none a drawing made from its id, title and amenities. The same property
 * always looks the same; `view` 0 is the house, 1 a room, 2 the land around it.
 */
import { memo, useId } from "react";
import type { Property } from "../../../shared/contract/property.ts";
import { Ground, Path, Pool, Trees } from "./Foreground.tsx";
import { House } from "./House.tsx";
import { Land, Sky } from "./Land.tsx";
import { between } from "./random.ts";
import { Room } from "./Room.tsx";
import { type Scene, sceneOf } from "./scene.ts";

const WHAT = ["the house", "a room", "the surroundings"];

type Pictured = Pick<Property, "id" | "title" | "amenities" | "photos">;

export const PropertyPicture = memo(function PropertyPicture({ property, view = 0, decorative = false }: { property: Pictured; view?: number; decorative?: boolean }) {
  const id = `p${useId().replace(/\W/g, "")}`;
  const photo = property.photos[view];
  if (photo) return <img className="picture" src={photo.url} alt={decorative ? "" : photo.alt} loading={view === 0 ? "eager" : "lazy"} />;
  const scene = sceneOf(property, view);
  const naming = decorative ? { "aria-hidden": true } : { role: "img", "aria-label": `Drawing of ${WHAT[view] ?? "the place"}: ${property.title}` };
  return (
    <svg className="picture" viewBox="0 0 600 400" preserveAspectRatio="xMidYMid slice" {...naming}>
      {view === 1 ? <Room scene={scene} id={id} /> : <Outside scene={scene} id={id} house={view === 0} />}
    </svg>
  );
});

function Outside({ scene, id, house }: { scene: Scene; id: string; house: boolean }) {
  const { light, random } = scene;
  const x = between(random, 245, 355);
  return (
    <>
      <Sky light={light} random={random} id={id} />
      <Land scene={scene} id={id} />
      <Ground scene={scene} id={id} />
      {house && (
        <>
          <Trees scene={scene} houseX={x} />
          <ellipse cx={x} cy={scene.land === "city" ? 346 : 324} rx="165" ry="9" fill="#000" opacity="0.16" />
          <g transform={`translate(${x} ${scene.land === "city" ? 346 : 322})`}>
            <House kind={scene.house} light={light} random={random} />
          </g>
          {scene.land !== "city" && !scene.pool && <Path x={x} light={light} />}
          {scene.pool && <Pool light={light} />}
        </>
      )}
      {!house && scene.land !== "city" && <Trees scene={scene} houseX={between(random, 420, 560)} />}
    </>
  );
}
