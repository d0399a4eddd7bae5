/** What a property's nights must be by the rules alone, without a database. */
import { nightsOf, type Night } from "../../shared/contract/dates.ts";
import type { Id } from "../../shared/contract/ids.ts";

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
  most(now: number): number {
    const nights = this.live(now).flatMap(({ from, to }) => nightsOf({ checkIn: from, checkOut: to }));
    return Math.max(0, ...nights.map((night) => this.taken(night, now)));
  }
}
