/** What a property's nights must be by the rules alone, without a database. */
import { nightsOf, type Night, type Stay } from "../../shared/contract/dates.ts";
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
  /** Held for other dates, beside a booking's own nights. */
  beside?: true;
}

export class Model {
  units: number;
  claims: Claimed[] = [];
  private readonly priced = new Map<Night, number>();
  constructor(units: number) {
    this.units = units;
  }
  live(now: number): Claimed[] {
    return this.claims.filter(({ until }) => until > now);
  }
  /** Whether it has its own nights; those beside don't say so. */
  has(id: Id, now: number): boolean {
    return this.live(now).some((claim) => claim.id === id && !claim.beside);
  }
  taken(night: Night, now: number, except?: Id): number {
    return this.live(now).reduce((sum, claim) => (claim.id !== except && claim.from <= night && night < claim.to ? sum + claim.units : sum), 0);
  }
  fits(from: Night, to: Night, units: number, now: number, except?: Id): boolean {
    return nightsOf({ checkIn: from, checkOut: to }).every((night) => this.taken(night, now, except) + units <= this.units);
  }
  /** In place of all that it had. */
  claim(claim: Claimed): void {
    this.drop(claim.id);
    this.claims.push(claim);
  }
  /** In place of what it held beside its own. */
  holdBeside(id: Id, stays: Stay[], until: number): void {
    this.dropBeside(id);
    for (const { checkIn, checkOut } of stays) this.claims.push({ id, from: checkIn, to: checkOut, units: 1, until, beside: true });
  }
  drop(id: Id): void {
    this.claims = this.claims.filter((claim) => claim.id !== id);
  }
  dropBeside(id: Id): void {
    this.claims = this.claims.filter((claim) => claim.id !== id || !claim.beside);
  }
  price(from: Night, to: Night, price: number): void {
    for (const night of nightsOf({ checkIn: from, checkOut: to })) this.priced.set(night, price);
  }
  /** As `aProperty` is priced where its nights are not; by night. */
  prices(from: Night, to: Night): Map<Night, number> {
    return new Map(nightsOf({ checkIn: from, checkOut: to }).map((night) => [night, this.priced.get(night) ?? aProperty.basePrice]));
  }
  cost(prices: Map<Night, number>): number {
    const sum = [...prices.values()].reduce((one, other) => one + other, 0);
    return sum + aProperty.fees.cleaning + Math.round((sum * SERVICE_FEE_PERCENT) / 100);
  }
  most(now: number): number {
    const nights = this.live(now).flatMap(({ from, to }) => nightsOf({ checkIn: from, checkOut: to }));
    return Math.max(0, ...nights.map((night) => this.taken(night, now)));
  }
}
