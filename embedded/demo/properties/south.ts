import type { DemoProperty } from "../demo-property.ts";

const batteryPoint: DemoProperty = {
  key: "battery-point",
  host: "tom",
  property: {
    title: "Convict-brick cottage in Battery Point",
    description:
      "A cottage of 1847 on a corner of Arthur Circus, built of bricks in which you can still find thumbprints. It has one bedroom under the roof, another on the ground floor, and a kitchen that a cook installed for himself. Salamanca Market is down the steps, five minutes on foot, and the ferry to the museum leaves from the same quay. In winter the fire is laid before you arrive. The doors are low: anyone over one metre eighty learns it on the first evening.",
    city: "Hobart", country: "AU", location: { lng: 147.3327, lat: -42.8911 }, address: "9 Arthur Circus, Battery Point TAS 7004",
    arrivalNotes: "Park on Hampden Road with the permit that hangs behind the door. The key is in the meter box, code by message at noon.",
    timeZone: "Australia/Hobart", units: 1, capacity: 4, currency: "AUD", basePrice: 26500, fees: { cleaning: 9500 },
    rules: { checkInFrom: "14:00", checkOutUntil: "10:00", minNights: 2, maxNights: 21, noticeHours: 12, horizonDays: 540 },
    amenities: ["wifi", "kitchen", "fireplace", "heating", "washer", "garden", "crib"], photos: [],
    houseRules: "Candles nowhere: the shingles are old. Please close the garden gate, the neighbour's hens know the way. No smoking.",
    cancellationPolicy: "moderate",
  },
  seasons: [{ from: "12-26", to: "01-06", price: 42000 }, { from: "06-10", to: "06-24", price: 34000 }],
  weekendPrice: 30500,
  taken: { units: 1, gap: 3 },
  held: { checkIn: 64, nights: 3, guest: 5 },
};

const kalkBay: DemoProperty = {
  key: "kalk-bay",
  host: "marta",
  property: {
    title: "Harbour-side loft in Kalk Bay with two terraces",
    description:
      "The top floor of a former net store in Kalk Bay, between the railway line and the mountain. One terrace faces False Bay and the harbour, the other the fynbos slope, so that there is always one out of the wind. From June to November whales pass close enough to be seen from the breakfast table. The train to Cape Town takes an hour along the water, and Muizenberg with its surf school is two stops away. Solar panels and a battery carry the flat through every power cut.",
    city: "Cape Town", country: "ZA", location: { lng: 18.4481, lat: -34.1281 }, address: "Quarterdeck Lane 5, Kalk Bay, 7975 Cape Town",
    arrivalNotes: "The steps begin beside the antique shop; there are fifty-four. The gate opens with the fob in the lockbox, whose code comes by message.",
    timeZone: "Africa/Johannesburg", units: 1, capacity: 3, currency: "ZAR", basePrice: 215000, fees: { cleaning: 65000 },
    rules: { checkInFrom: "15:00", checkOutUntil: "11:00", minNights: 2, maxNights: 28, noticeHours: 12, horizonDays: 365 },
    amenities: ["wifi", "kitchen", "washer", "workspace", "balcony", "sea_view", "mountain_view"], photos: [],
    houseRules: "Leave nothing edible on the terraces: the baboons are quicker than you. Water is scarce, two minutes of shower are plenty. No smoking inside.",
    cancellationPolicy: "moderate",
  },
  seasons: [{ from: "12-10", to: "01-16", price: 340000 }],
  weekendPrice: 245000,
  taken: { units: 1, gap: 3 },
};

export const south = [batteryPoint, kalkBay];
