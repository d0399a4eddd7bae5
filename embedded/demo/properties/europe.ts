import type { DemoProperty } from "../demo-property.ts";

const graca: DemoProperty = {
  key: "graca",
  host: "marta",
  property: {
    title: "Tiled flat above the tram line in Graça",
    description:
      "A second-floor flat on a quiet side of Graça, four minutes on foot from the terrace of Senhora do Monte. The old tiles in the corridor are original, the kitchen is not: it was rebuilt last spring with an induction hob and a proper oven. Both bedrooms look onto the courtyard, so the 28 tram stays a sound in the distance. There is a desk by the window with fast internet, and a bakery downstairs that opens at seven. The stairs are steep and there is no lift; with large suitcases, ask for help.",
    city: "Lisbon", country: "PT", location: { lng: -9.1309, lat: 38.7178 }, address: "Rua da Senhora do Monte 31, 2.º Esq., 1170-358 Lisboa",
    arrivalNotes: "The key safe is inside the entrance, to the left of the letterboxes. The code comes by message on the day of arrival. The street door needs a push at the top.",
    timeZone: "Europe/Lisbon", units: 1, capacity: 4, currency: "EUR", basePrice: 11800, fees: { cleaning: 4500 }, discounts: { weekly: 8, monthly: 20 }, taxes: [{ name: "City tax", perGuestNight: 400 }],
    rules: { checkInFrom: "15:00", checkOutUntil: "11:00", minNights: 2, maxNights: 28, noticeHours: 12, horizonDays: 365 },
    amenities: ["wifi", "kitchen", "washer", "workspace", "heating", "crib"], photos: [],
    houseRules: "No parties. Quiet in the stairwell after 22:00. Smoking on the kitchen balcony only, with the door closed.",
    cancellationPolicy: "moderate",
  },
  seasons: [{ from: "06-01", to: "09-16", price: 15900 }, { from: "12-27", to: "01-03", price: 17500 }],
  weekendPrice: 13200,
  taken: { units: 1, gap: 3 },
  held: { checkIn: 64, nights: 4, guest: 2 },
};

const lofoten: DemoProperty = {
  key: "lofoten",
  host: "tom",
  property: {
    title: "Red fishermen's cabins on the quay at Ballstad",
    description:
      "Three identical rorbuer stand on piles over the harbour of Ballstad, where fishing boats still land their catch from January to April. Each has two small bedrooms, a loft for children and a wood stove that warms the whole cabin in half an hour. From the table you look across the water to the mountain of Skottinden; in winter, with luck, to the northern lights. A drying room for boots and skis is shared between the three. The shop is ten minutes on foot, Leknes with its airport a quarter of an hour by car.",
    city: "Ballstad", country: "NO", location: { lng: 13.5339, lat: 68.0731 }, address: "Kræmmervikveien 12, 8373 Ballstad",
    arrivalNotes: "Park on the gravel by the boat shed. Your cabin's name is on the key tag in the box beside the drying room; the code of the box comes the evening before.",
    timeZone: "Europe/Oslo", units: 3, capacity: 5, currency: "NOK", basePrice: 189000, fees: { cleaning: 75000, extraGuest: 15000, guestsIncluded: 4 }, discounts: { weekly: 10 },
    rules: { checkInFrom: "16:00", checkOutUntil: "11:00", minNights: 2, maxNights: 21, noticeHours: 24, horizonDays: 500 },
    amenities: ["wifi", "kitchen", "fireplace", "heating", "dryer", "parking", "sea_view", "mountain_view", "pets_allowed"], photos: [],
    houseRules: "Ash goes into the metal bucket, never into the bin. Children wear life vests on the quay; they hang by the door. Dogs are welcome, off the beds.",
    cancellationPolicy: "moderate",
  },
  seasons: [{ from: "02-10", to: "04-01", price: 235000 }, { from: "06-10", to: "08-20", price: 265000 }],
  taken: { units: 3, gap: 5 },
  blocks: [{ from: 74, to: 79, units: 1, note: "New floor in cabin two" }],
};

const stockbridge: DemoProperty = {
  key: "stockbridge",
  host: "tom",
  property: {
    title: "Garden flat by the Water of Leith, Stockbridge",
    description:
      "The lower ground floor of a Georgian house in Stockbridge, with its own front door and a walled garden that gets the sun from noon. Princes Street is twenty minutes on foot up the hill, the Botanic Garden ten in the other direction. The bedroom has a king-size bed, and the sofa in the front room opens for two more. On Sundays the market at Saunders Street sells enough for a whole lunch. The flat is warm, which in Edinburgh deserves to be mentioned.",
    city: "Edinburgh", country: "GB", location: { lng: -3.2098, lat: 55.9584 }, address: "14a St Bernard's Row, Edinburgh EH4 1HW",
    arrivalNotes: "Down the outside steps, the blue door. The lock takes the six digits you receive by message; turn the handle up first.",
    timeZone: "Europe/London", units: 1, capacity: 4, currency: "GBP", basePrice: 13500, fees: { cleaning: 5500 }, discounts: { weekly: 5, monthly: 15 },
    rules: { checkInFrom: "15:00", checkOutUntil: "10:30", minNights: 2, maxNights: 14, noticeHours: 6, horizonDays: 540 },
    amenities: ["wifi", "kitchen", "washer", "dryer", "heating", "garden", "workspace"], photos: [],
    houseRules: "The garden is shared with the cat upstairs; she does not need feeding. No shoes on the carpets. Quiet outside after 21:00.",
    cancellationPolicy: "strict",
  },
  seasons: [{ from: "08-01", to: "09-01", price: 24500 }, { from: "12-28", to: "01-03", price: 26000, minNights: 3 }],
  weekendPrice: 15800,
  taken: { units: 1, gap: 3 },
};

const engelberg: DemoProperty = {
  key: "engelberg",
  host: "marta",
  property: {
    title: "Chalet under the Hahnen with sauna",
    description:
      "A timber chalet of 1968 on the sunny side of the valley, eight minutes on foot from the free ski bus. It sleeps eight in four bedrooms, and the table seats ten. After a day on the Titlis the sauna is hot in forty minutes; the switch is in the hall, so the first one home can turn it on. In summer the meadow in front belongs to the neighbour's cows, whose bells you will hear. Two cars fit beside the house, with winter tyres from November.",
    city: "Engelberg", country: "CH", location: { lng: 8.4136, lat: 46.8246 }, address: "Barmettlenstrasse 22, 6390 Engelberg",
    arrivalNotes: "The last bend is steep: in fresh snow take it in second gear without stopping. Keys are with Frau Amstutz next door, number 24, until 20:00.",
    timeZone: "Europe/Zurich", units: 1, capacity: 8, currency: "CHF", basePrice: 34000, fees: { cleaning: 22000, extraGuest: 3500, guestsIncluded: 6 }, taxes: [{ name: "Visitor's tax", perGuestNight: 420 }],
    rules: { checkInFrom: "16:00", checkOutUntil: "10:00", minNights: 3, maxNights: 21, noticeHours: 48, horizonDays: 540 },
    amenities: ["wifi", "kitchen", "sauna", "fireplace", "heating", "washer", "parking", "balcony", "mountain_view", "crib"], photos: [],
    houseRules: "Ski boots stay in the cellar. The hot ash of the stove goes to the stone bin outside. No music on the terrace after 22:00, it carries across the whole valley.",
    cancellationPolicy: "strict", instantBook: false,
  },
  seasons: [{ from: "12-19", to: "01-05", price: 62000, minNights: 5 }, { from: "02-01", to: "03-08", price: 52000 }],
  taken: { units: 1, gap: 5 },
};

const florac: DemoProperty = {
  key: "florac",
  host: "marta",
  property: {
    title: "Pitches by the Tarnon under chestnut trees",
    description:
      "Twelve grass pitches in a bend of the Tarnon, all of them level, all within sixty metres of the water. Each takes a tent and a car or a small van, with power at the hedge. The wash house was built new two years ago, with hot showers that need no token and a family cabin with a bath. From the gate the path along the river reaches Florac in fifteen minutes, and the trails of the Cévennes begin on the other side of the bridge. At night there is no light but the one you bring.",
    city: "Florac", country: "FR", location: { lng: 3.5972, lat: 44.3192 }, address: "Pont de la Draille, 48400 Florac-Trois-Rivières",
    arrivalNotes: "Ring at the yellow house to the right of the gate. After 21:00 choose any pitch with a green peg and come by in the morning. Bread is ordered until 19:00.",
    timeZone: "Europe/Paris", units: 12, capacity: 6, currency: "EUR", basePrice: 2400, fees: { extraGuest: 600, guestsIncluded: 2 }, discounts: { weekly: 15 }, taxes: [{ name: "Taxe de séjour", perGuestNight: 66 }],
    rules: { checkInFrom: "14:00", checkOutUntil: "12:00", minNights: 1, maxNights: 28, noticeHours: 0, horizonDays: 300 },
    amenities: ["washer", "parking", "garden", "mountain_view", "pets_allowed", "step_free"], photos: [],
    houseRules: "Fires only in the stone ring by the river, and none when the flag is red. Dogs on a lead. Silence from 22:30 to 7:00.",
    cancellationPolicy: "flexible",
  },
  seasons: [{ from: "07-05", to: "08-25", price: 3400 }],
  taken: { units: 4, gap: 9 },
  blocks: [{ from: 66, to: 70, units: 4, note: "Scouts from Mende" }],
};

export const europe = [graca, lofoten, stockbridge, engelberg, florac];
