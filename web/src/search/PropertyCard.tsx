import { Link } from "wouter";
import { formatMoney } from "../../../shared/contract/money.ts";
import type { FoundProperty } from "../../../shared/contract/property.ts";
import { PropertyPicture } from "../picture/PropertyPicture.tsx";
import { Rating } from "../property/PropertyPage.tsx";
import { countryName, inWords, nightsCount, plural } from "../words.ts";
import type { Wish } from "./SearchPage.tsx";

export function PropertyCard({ property, wish: { checkIn, checkOut, guests } }: { property: FoundProperty; wish: Wish }) {
  const query = new URLSearchParams({ ...(checkIn && checkOut && { checkIn, checkOut }), ...(guests && { guests }) }).toString();
  const stay = checkIn && checkOut && property.stay ? { checkIn, checkOut } : undefined;
  return (
    <article className="property-card">
      <PropertyPicture property={property} decorative />
      <h3><Link href={`/properties/${property.id}${query && `?${query}`}`}>{property.title}</Link></h3>
      <p className="soft">
        {property.city}, {countryName(property.country)}
        {property.rating !== null && <> · <Rating value={property.rating} /></>}
      </p>
      <p className="soft small">{[plural(property.capacity, "guest"), ...property.amenities.slice(0, 3).map((amenity) => inWords(amenity).toLowerCase())].join(" · ")}</p>
      <p className="price">
        {property.stay && stay ? <><strong>{formatMoney(property.stay.total, property.currency)}</strong> for {nightsCount(stay)}</>
          : <>from <strong>{formatMoney(property.basePrice, property.currency)}</strong> a night</>}
      </p>
    </article>
  );
}
