/** 500 guests at once. The same race is run with the guard taken out, and then nights must be sold twice. */
import { randomInt } from "node:crypto";
import { expect } from "chai";
import { addDays } from "../../shared/contract/dates.ts";
import { PublicMonth } from "../../shared/contract/month.ts";
import type { StoredProperty } from "../../shared/store/documents.ts";
import { expectAgreement, expectNoneOver } from "../support/agreement.ts";
import { listedProperty } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";
import { startService, type Service } from "../support/service.ts";

const GUESTS = 500;

describe("500 holds at once over three months", function () {
  this.timeout(60_000);
  let service: Service | undefined;
  afterEach(async () => {
    await service?.close();
    await service?.store.close();
  });

  async function begin(units: number, guarded = true): Promise<{ service: Service; property: StoredProperty }> {
    const store = await freshStore();
    if (!guarded) store.guard = () => ({ $eq: [1, 1] });
    service = await startService({ store });
    const host = await service.as(["host"]);
    const property = await listedProperty(service.context, { id: host.person.id, roles: ["host"] }, { units });
    return { service, property };
  }

  /** Stays of 1 to 9 nights that begin on any of the next 80 days. */
  async function race({ service, property }: { service: Service; property: StoredProperty }) {
    const guests = await Promise.all(Array.from({ length: 20 }, () => service.as(["guest"])));
    const today = new Date().toISOString().slice(0, 10);
    const answers = await Promise.all(
      Array.from({ length: GUESTS }, (_, index) => {
        const checkIn = addDays(today, 1 + randomInt(80));
        const body = { propertyId: property._id, checkIn, checkOut: addDays(checkIn, 1 + randomInt(9)), guests: 2 };
        return guests[index % guests.length]!.post("/holds", body);
      }),
    );
    return { held: answers.filter(({ status }) => status === 201), refused: answers.filter(({ status }) => status !== 201) };
  }

  for (const units of [1, 3]) {
    it(`fill ${units === 1 ? "one unit" : `${units} units`} and never more, and tell each refused guest what is free`, async () => {
      const begun = await begin(units);
      const { held, refused } = await race(begun);
      const { store } = begun.service;
      expect(await store.bookings.countDocuments({ propertyId: begun.property._id })).to.equal(held.length);
      await expectAgreement(store, begun.property._id, new Date());
      for (const { body } of refused) {
        expect(body.code).to.equal("nights_taken");
        expect(body.months).to.have.length.within(1, 2);
        for (const month of body.months) PublicMonth.parse(month);
      }
      console.log(`      ${held.length} held, ${refused.length} refused`);
    });
  }

  it("sell nights twice when the guard is taken out, so the race above is one", async () => {
    const begun = await begin(1, false);
    await race(begun);
    const months = await begun.service.store.months.find({ propertyId: begun.property._id }).lean();
    expect(() => {
      for (const month of months) expectNoneOver(month, new Date());
    }).to.throw(/taken on/);
  });
});
