/** Whether money is where it belongs: at the provider, in the bookings and in the ledger, and no more of it kept than is due. */
import { expect } from "chai";
import { summed } from "../../../shared/store/balances.ts";
import type { StoredBooking, StoredEvent } from "../../../shared/store/documents.ts";
import type { Intent } from "../../../shared/payments/payments.ts";
import { expectAgreement } from "../agreement.ts";
import type { World } from "./world.ts";

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** What came of a flow, to be compared with how it ends without a crash. */
export interface Came {
  status: string;
  kept: number;
  refunds: number;
  lateCases: number;
}

export async function expectRightful(world: World): Promise<Came> {
  const { store, time, propertyId, outside } = world;
  await expectAgreement(store, propertyId, time.now());
  const bookings = await store.bookings.find({}).lean();
  const events = await store.events.find({}).lean();
  const intents: Intent[] = [];
  for await (const intent of world.healthy().payments.intentsSince(new Date(0))) intents.push(intent);
  await expectSameMoney(world, bookings, intents);
  const refunds = await outside.refunds();
  for (const booking of bookings) expectNoneKeptWrongly(booking, events.filter(({ bookingId }) => bookingId === booking._id), refunds);
  await expectCases(world, events);
  await expectNothingPayable(world, intents);
  const [booking] = bookings.filter(({ guestId }) => guestId === world.guest.id);
  const late = events.filter(({ type, data }) => type === "case.opened" && data["kind"] === "late_payment").length;
  return { status: booking?.status ?? "none", kept: booking ? booking.payment.captured - booking.payment.refunded : 0, refunds: sum([...refunds.values()]), lateCases: late };
}

/** The provider, the bookings and the ledger say the same of each intent and of all together. */
async function expectSameMoney({ store }: World, bookings: StoredBooking[], intents: Intent[]): Promise<void> {
  const taken = intents.filter(({ captured }) => captured > 0).map(({ id, bookingId, captured, refunded }) => ({ bookingId, id, captured, refunded }));
  const kept = bookings.flatMap(({ _id: bookingId, payment }) => payment.charges.map(({ intentId: id, amount: captured, refunded }) => ({ bookingId, id, captured, refunded })));
  const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
  expect(kept.sort(byId), "charges of the bookings").to.deep.equal(taken.sort(byId));
  const accounts = summed((await store.ledger.find({}).lean()).flatMap(({ lines }) => lines));
  expect(accounts.provider ?? 0, "the ledger's account of the provider").to.equal(sum(taken.map(({ captured, refunded }) => captured - refunded)));
  expect(accounts.refunds ?? 0, "the ledger's account of refunds").to.equal(0);
}

/** What stays of a booking's money is its price, or what cancelling leaves of it, less what support decided to return. */
function expectNoneKeptWrongly(booking: StoredBooking, events: StoredEvent[], refunds: Map<string, number>): void {
  const { status, quote, payment } = booking;
  const data = (type: StoredEvent["type"], field: string) => events.filter((event) => event.type === type).map((event) => event.data[field] as number);
  const isKept = status === "confirmed" || status === "completed" || status === "cancelled";
  const decided = [...data("payment.refund_decided", "amount"), ...data("booking.cancelled", "refund")];
  expect(payment.captured - payment.refunded, `kept of ${status}`).to.equal(isKept ? quote.total - sum(decided) : 0);
  expect([payment.refundDue, payment.refundOpen], "due and returned").to.deep.equal([payment.refunded, undefined]);
  expect(sum(data("payment.refunded", "amount")), "told as returned").to.equal(payment.refunded);
  const decisions = Math.max(1, data("payment.refund_decided", "amount").length);
  for (const { intentId } of payment.charges) expect(refunds.get(intentId) ?? 0, `refunds of ${intentId}`).to.be.at.most(decisions);
  for (const type of ["booking.confirmed", "booking.cancelled", "booking.accepted", "booking.requested"] as const) expect(data(type, "").length, type).to.be.at.most(1);
}

/** Support hears once of each payment that came too late, and of nothing else. */
async function expectCases({ store }: World, events: StoredEvent[]): Promise<void> {
  const cases = await store.cases.find({}).lean();
  expect(cases.map(({ kind }) => kind)).to.deep.equal(events.filter(({ type }) => type === "payment.captured").map(() => "late_payment"));
  expect(events.filter(({ type }) => type === "case.opened")).to.have.length(cases.length);
  expect(await store.refundRetries.countDocuments()).to.equal(0);
}

/** No card is left authorised, and nothing that a guest was ever shown takes money any more. */
async function expectNothingPayable({ outside, secrets }: World, intents: Intent[]): Promise<void> {
  expect(intents.map(({ status }) => status)).not.to.include("requires_capture");
  for (const secret of secrets) expect(await outside.pay(secret), "an intent that was shown can be paid").to.equal(false);
}
