import type { Property } from "../../../shared/contract/property.ts";
import { PropertyPicture } from "../picture/PropertyPicture.tsx";

export function Gallery({ property }: { property: Property }) {
  const count = property.photos.length || 3;
  return (
    <div className="gallery" data-count={Math.min(count, 3)}>
      {Array.from({ length: Math.min(count, 3) }, (_, view) => <PropertyPicture key={view} property={property} view={view} />)}
    </div>
  );
}
