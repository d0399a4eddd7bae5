import { CANCELLATION_STEPS, type CancellationPolicyName } from "../../../shared/contract/policy.ts";
import { type Property } from "../../../shared/contract/property.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { clockTime, inWords, plural } from "../words.ts";

/** "Everything comes back until 5 days before arrival, half of it until 1 day before, then nothing." What a booking froze is shown with the booking. */
export function policyWords(name: CancellationPolicyName): string {
  const steps = CANCELLATION_STEPS[name].map(({ hours, percent }, at) => {
    const share = percent === 100 ? "everything" : percent === 50 ? "half" : `${percent} %`;
    const before = hours % 24 === 0 ? plural(hours / 24, "day") : plural(hours, "hour");
    return `${share}${at === 0 ? " comes back" : ""} until ${before} before${at === 0 ? " arrival" : ""}`;
  });
  return `${inWords([...steps, "then nothing"].join(", "))}.`;
}

/** Who and what, before the calendar. */
export function Intro({ property }: { property: Property }) {
  return (
    <div className="intro">
      <ul className="facts" aria-label="In short">
        <li>Hosted by <strong>{property.hostName}</strong></li>
        <li>{plural(property.capacity, "guest")}</li>
        {property.units > 1 && <li>{property.units} units alike</li>}
        <li>{property.instantBook ? "Booked at once, no waiting for an answer" : "The host answers within 24 hours; nothing is charged before"}</li>
      </ul>
      <div className="prose">{property.description.split(/\n+/).map((text, at) => <p key={at}>{text}</p>)}</div>
    </div>
  );
}

/** What one wants to know before paying, after the calendar. */
export function Details({ property }: { property: Property }) {
  const { rules } = property;
  return (
    <div className="details">
      {property.amenities.length > 0 && (
        <section aria-labelledby="amenities">
          <h2 id="amenities">What the place has</h2>
          <ul className="amenities">{property.amenities.map((amenity) => <li key={amenity}>{inWords(amenity)}</li>)}</ul>
        </section>
      )}
      <section aria-labelledby="rules">
        <h2 id="rules">Good to know</h2>
        <dl className="rules">
          <div><dt>Arrive</dt><dd>from {clockTime(rules.checkInFrom)}</dd></div>
          <div><dt>Leave</dt><dd>until {clockTime(rules.checkOutUntil)}</dd></div>
          <div><dt>Stay</dt><dd>{rules.minNights === rules.maxNights ? plural(rules.minNights, "night") : `${rules.minNights} to ${rules.maxNights} nights`}</dd></div>
          {property.fees.cleaning > 0 && <div><dt>Cleaning</dt><dd>{formatMoney(property.fees.cleaning, property.currency)} once a stay</dd></div>}
          <div><dt>Cancelling</dt><dd>{inWords(property.cancellationPolicy)}. {policyWords(property.cancellationPolicy)}</dd></div>
          {property.houseRules && <div><dt>House rules</dt><dd>{property.houseRules}</dd></div>}
        </dl>
      </section>
    </div>
  );
}
