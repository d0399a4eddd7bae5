import type { Words } from "./words.ts";

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const nights = (count: number) => counted(count, "night", "nights");
const returned = (refund: string) => (refund === "all" ? "everything you paid comes back" : refund === "nothing" ? "nothing comes back" : `${refund} comes back`);
const DAYS = "It can take a few days until your bank shows it.";
const NOT_YOU = "If it wasn't you, you can ignore this letter";
const RESERVED = "Nothing was taken from your card; what was reserved on it is free again soon.";

export const en: Words = {
  locale: "en-GB",
  greeting: (name) => (name ? `Hello ${name},` : "Hello,"),
  colon: ": ",
  labels: {
    checkIn: "Check-in", checkOut: "Check-out", dates: "Dates", guests: "Guests", guest: "Guest", host: "Host", property: "Property", times: "Times", address: "Address",
    before: "Before", asked: "Asked for", now: "As it is", booking: "Booking",
    price: "Price", payment: "Payment", total: "Total", paid: "Paid", toPay: "To pay now", returned: "Returned", returning: "On its way back to you", kept: "Kept after earlier changes", earnings: "You earn",
  },
  price: {
    nights: (count, price) => `${nights(count)} × ${price}`,
    weekly: (percent) => `Weekly discount, ${percent}`,
    monthly: (percent) => `Monthly discount, ${percent}`,
    extraGuests: (guests, count, price) => `${counted(guests, "extra guest", "extra guests")} × ${nights(count)} × ${price}`,
    cleaning: "Cleaning",
    service: "Service fee",
    tax: (name, percent) => `${name}, ${percent}`,
    taxPerGuest: (name, price) => `${name}, ${price} a guest and night`,
  },
  guests: (count) => counted(count, "guest", "guests"),
  from: (time) => `from ${time}`,
  until: (time) => `until ${time}`,
  localTime: (city, zone) => `Local time in ${city} (${zone})`,
  notes: (host) => `From ${host}`,
  terms: {
    title: "If your plans change",
    until: (deadline, refund) => `Cancel before ${deadline}, and ${returned(refund)}.`,
    later: (refund) => `Cancel later, and ${returned(refund)}.`,
    now: (refund) => `Cancel, and ${returned(refund)}.`,
  },
  calendarFile: "The file with this letter brings your calendar up to date.",
  why: {
    account: "This letter is about your account at Vacancy.",
    stay: "This letter is about your booking at Vacancy.",
    reminders: "Vacancy reminds you of your stays.",
    alerts: "Vacancy tells you what happens at your properties.",
    wishes: "You asked Vacancy to tell you when nights become free.",
  },
  unsubscribe: "No more letters like this",
  letters: {
    verification: () => ({
      subject: "Verify your address", heading: "Verify your address",
      lines: ["Somebody registered at Vacancy with this address. If it was you, verify it within a day."],
      action: "Verify my address", after: [`${NOT_YOU}.`],
    }),
    reset: () => ({
      subject: "Choose a new password", heading: "Choose a new password",
      lines: ["You asked to choose a new password. The link works for an hour; once you have used it, every device is signed out."],
      action: "Choose a new password", after: [`${NOT_YOU}: your password stays as it is.`],
    }),
    new_email: () => ({
      subject: "Verify your new address", heading: "Verify your new address",
      lines: ["You asked to use this address at Vacancy. Verify it within a day; until then your old address stays."],
      action: "Use this address", after: [`${NOT_YOU}.`],
    }),
    password_changed: () => ({
      subject: "Your password was changed", heading: "Your password was changed",
      lines: ["Your account has a new password, and your other devices are signed out.", "If it wasn't you, ask for a new password now."],
      action: "Ask for a new password",
    }),
    email_changed: () => ({
      subject: "Your address was changed", heading: "Your address was changed",
      lines: ["Your account at Vacancy has another address now, and every device is signed out. Sign in with the new address.", "If it wasn't you, answer this letter at once."],
    }),
    confirmation: ({ title, city, day, host }) => ({
      subject: `Confirmed: ${title}, ${day}`, heading: "Your stay is confirmed",
      lines: [`${title} in ${city} is yours. ${host} is looking forward to your visit.`],
      action: "See your stay",
    }),
    requested: ({ title, city, day, host, deadline, total }) => ({
      subject: `Asked for: ${title}, ${day}`, heading: `${host} has your request`,
      lines: [`You asked to stay at ${title} in ${city}. ${host} has until ${deadline} to answer, and the nights are kept for you until then.`, `${total} is reserved on your card. It is taken only if ${host} accepts.`],
      action: "See your request",
    }),
    accepted: ({ title, city, day, host }) => ({
      subject: `Accepted: ${title}, ${day}`, heading: `${host} said yes`,
      lines: [`Your stay at ${title} in ${city} is confirmed.`],
      action: "See your stay",
    }),
    declined: ({ title, city, day, host }) => ({
      subject: `Declined: ${title}, ${day}`, heading: `${host} can't host you this time`,
      lines: [`Your request for ${title} in ${city} was declined. ${RESERVED}`],
      action: "See your request",
    }),
    request_expired: ({ title, city, day, host }) => ({
      subject: `No answer: ${title}, ${day}`, heading: "Your request has ended",
      lines: [`${host} did not answer your request for ${title} in ${city} in time. ${RESERVED}`],
      action: "See your request",
    }),
    not_captured: ({ title, city, day, host }) => ({
      subject: `Not paid: ${title}, ${day}`, heading: "Your card could not be charged",
      lines: [`${host} accepted your request for ${title} in ${city}, but your card could not be charged, so the request has ended. ${RESERVED}`, "If the nights are still free, you can ask for them again."],
      action: "See your request",
    }),
    hold_ending: ({ title, city, deadline, asksHost }) => ({
      subject: `Your hold is about to end: ${title}`, heading: "Your hold is about to end",
      lines: [`We keep ${title} in ${city} for you until ${deadline}. Pay before then and ${asksHost ? "we ask your host" : "the stay is yours"}; after that, others can book these nights.`],
      action: "Pay now",
    }),
    check_in_reminder: ({ title, city, day, host, from, days }) => ({
      subject: `${days <= 1 ? (days === 1 ? "Tomorrow" : "Today") : `In ${days} days`}: ${title}, ${day}`,
      heading: days <= 1 ? `Your stay begins ${days === 1 ? "tomorrow" : "today"}` : `Your stay begins in ${days} days`,
      lines: [`${host} is expecting you at ${title} in ${city}. You can arrive from ${from} on.`],
      action: "See your stay",
    }),
    check_out_reminder: ({ title, city, checkOut, until, host }) => ({
      subject: `Check-out: ${title}, ${checkOut}`, heading: "Your stay comes to its end",
      lines: [`Your stay at ${title} ends on ${checkOut}. Please leave by ${until}, so that ${host} can prepare for the next guests.`, `We hope you have enjoyed ${city}. Have a good journey.`],
      action: "See your stay",
    }),
    changed: ({ title, city, day, more, back }) => ({
      subject: `Changed: ${title}, ${day}`, heading: "Your stay was changed",
      lines: [`Your stay at ${title} in ${city} is now as below.`, ...(more ? [`You paid ${more} more for it.`] : []), ...(back ? [`${back} is on its way back to your card. ${DAYS}`] : [])],
      action: "See your stay",
    }),
    change_declined: ({ title, city, host }) => ({
      subject: `Not changed: ${title}`, heading: "Your stay remains as it was",
      lines: [`${host} can't offer the change you asked for. Your stay at ${title} in ${city} remains as you booked it.`],
      action: "See your stay",
    }),
    change_to_pay: ({ title, city, host, more, deadline }) => ({
      subject: `To pay: a change at ${title}`, heading: `${host} said yes to your change`,
      lines: [`The change of your stay at ${title} in ${city} costs ${more} more. Pay before ${deadline}, and the stay is changed; after that it remains as it was.`],
      action: "Pay now",
    }),
    cancelled: ({ title, city, day, by, refund, wasPaid }) => ({
      subject: `Cancelled: ${title}, ${day}`,
      heading: by === "guest" ? "You have cancelled your stay" : by === "host" ? "Your host has cancelled your stay" : "Our support has cancelled your stay",
      lines: [`Your stay at ${title} in ${city} will not take place${by === "guest" ? "." : ", and we are sorry."}`, ...(refund ? [`${refund} is on its way back to your card. ${DAYS}`] : wasPaid ? ["By the cancellation policy nothing comes back."] : [])],
      action: "See your booking",
    }),
    receipt: ({ title, city, day, isOver }) => ({
      subject: `Receipt: ${title}, ${day}`, heading: "Your receipt",
      lines: [isOver ? `Thank you for staying at ${title} in ${city}. This is what it cost.` : `This is what remains paid for your booking at ${title} in ${city}.`],
      action: "See or print the receipt",
    }),
    refunded: ({ title, city, refund }) => ({
      subject: `${refund} is on its way back to you: ${title}`, heading: `${refund} is on its way back to you`,
      lines: [`It goes to the card that you paid with for ${title} in ${city}. ${DAYS}`],
      action: "See your booking",
    }),
    host_booked: ({ title, day, guest }) => ({
      subject: `Booked: ${title}, ${day}`, heading: `${guest} has booked`,
      lines: [`A stay at ${title} was booked and paid. There is nothing you have to do.`],
      action: "See your bookings",
    }),
    host_requested: ({ title, day, guest, deadline }) => ({
      subject: `To answer: ${title}, ${day}`, heading: `${guest} asks to stay`,
      lines: [`${guest} would like to stay at ${title}. Please accept or decline before ${deadline}; after that the request ends.`],
      action: "Answer the request",
    }),
    host_not_captured: ({ title, day, guest }) => ({
      subject: `Not paid: ${title}, ${day}`, heading: "Your guest’s card could not be charged",
      lines: [`You accepted the request of ${guest} for ${title}, but the card could not be charged, so the request has ended. The nights are free again.`, "There is nothing you have to do. Your guest knows and can ask again."],
      action: "See your bookings",
    }),
    host_cancelled: ({ title, day, guest, by }) => ({
      subject: `Cancelled: ${title}, ${day}`,
      heading: by === "guest" ? `${guest} has cancelled` : by === "host" ? "You have cancelled a stay" : "Our support has cancelled a stay",
      lines: [`The stay of ${guest} at ${title} will not take place. Its nights are free again.`],
      action: "See your bookings",
    }),
    host_change_requested: ({ title, day, guest, deadline }) => ({
      subject: `To answer: a change at ${title}, ${day}`, heading: `${guest} asks for a change`,
      lines: [`${guest} would like to change a stay at ${title}. Please accept or decline before ${deadline}; after that it remains as it is.`],
      action: "Answer the request",
    }),
    host_changed: ({ title, day, guest }) => ({
      subject: `Changed: ${title}, ${day}`, heading: "A stay was changed",
      lines: [`The stay of ${guest} at ${title} is now as below. There is nothing you have to do.`],
      action: "See your bookings",
    }),
    wish_freed: ({ title, city, day, dates }) => ({
      subject: `Free again: ${title}, ${day}`, heading: "The nights you wished for are free",
      lines: [`${title} in ${city} has become free for ${dates}. Nothing is held for you: the nights go to whoever books them first.`],
      action: "See the nights",
    }),
  },
};
