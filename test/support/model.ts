/** What a property's nights must be by the rules alone, without a database. */
import { nightsOf, type Night } from "../../shared/contract/dates.ts";
import type { Id } from "../../shared/contract/ids.ts";
import { SERVICE_FEE_PERCENT } from "../../shared/contract/property.ts";
import { aProperty } from "./fixtures.ts";

interface Claimed {
  id: Id;
  from: Night;
  to: Night;
  units: number;
  /** Milliseconds; Infinity for what does not end. */
  until: number;
}

export class Model {
  units: number;
  claims: Claimed[] = [];
  private readonly prices = new Map<Night, number>();
  constructor(units: number) {
    this.units = units;
  }
  live(now: number): Claimed[] {
    return this.claims.filter(({ until }) => until > now);
  }
  taken(night: Night, now: number, except?: Id): number {
    return this.live(now).reduce((sum, claim) => (claim.id !== except && claim.from <= night && night < claim.to ? sum + claim.units : sum), 0);
  }
  fits(from: Night, to: Night, units: number, now: number, except?: Id): boolean {
    return nightsOf({ checkIn: from, checkOut: to }).every((night) => this.taken(night, now, except) + units <= this.units);
  }
  claim(claim: Claimed): void {
    this.drop(claim.id);
    this.claims.push(claim);
  }
  drop(id: Id): void {
    this.claims = this.claims.filter((claim) => claim.id !== id);
  }
  price(from: Night, to: Night, price: number): void {
    for (const night of nightsOf({ checkIn: from, checkOut: to })) this.prices.set(night, price);
  }
  /** As `aProperty` is priced where its nights are not. */
  cost(from: Night, to: Night): number {
    const nights = nightsOf({ checkIn: from, checkOut: to }).map((night) => this.prices.get(night) ?? aProperty.basePrice);
    const sum = nights.reduce((one, other) => one + other, 0);
    return sum + aProperty.fees.cleaning + Math.round((sum * SERVICE_FEE_PERCENT) / 100);
  }
  most(now: number): number {
    const nights = this.live(now).flatMap(({ from, to }) => nightsOf({ checkIn: from, checkOut: to }));
    return Math.max(0, ...nights.map((night) => this.taken(night, now)));
  }
}
