import type { DemoProperty } from "../demo-property.ts";

const nishijin: DemoProperty = {
  key: "nishijin",
  host: "tom",
  property: {
    title: "Weaver's townhouse with a small garden, Nishijin",
    description:
      "A machiya of 1921 in the weavers' quarter of Nishijin, restored by a carpenter who grew up three doors away. You sleep on futons in two tatami rooms upstairs; below are the kitchen, the cedar bath and a garden of four stones and one maple. The street is so narrow that taxis stop at the corner. Bus 59 takes you to the temples in the north-west, and the bath house Funaoka Onsen is six minutes on foot. The walls are thin, as they are in such houses, and the evenings quiet.",
    city: "Kyoto", country: "JP", location: { lng: 135.7459, lat: 35.0342 }, address: "京都市上京区西社町 204, Kyoto 602-8475",
    arrivalNotes: "From the bus stop Senbon-Imadegawa walk north to the rice shop and turn right; the house has an indigo curtain. Shoes come off at the stone step. The key box is behind the bamboo blind.",
    timeZone: "Asia/Tokyo", units: 1, capacity: 4, currency: "JPY", basePrice: 24000, fees: { cleaning: 8000 }, discounts: { weekly: 10, monthly: 25 }, taxes: [{ name: "Accommodation tax", perGuestNight: 200 }],
    rules: { checkInFrom: "16:00", checkOutUntil: "10:00", minNights: 2, maxNights: 14, noticeHours: 24, horizonDays: 365 },
    amenities: ["wifi", "kitchen", "air_conditioning", "heating", "garden", "washer"], photos: [],
    houseRules: "No shoes on the mats and no suitcases on wheels inside. The neighbours rise early: please speak softly in the lane after 21:00. No smoking anywhere in the house.",
    cancellationPolicy: "strict",
  },
  seasons: [{ from: "03-22", to: "04-14", price: 38000 }, { from: "11-10", to: "12-05", price: 36000 }],
  weekendPrice: 28000,
  taken: { units: 1, gap: 3 },
  held: { checkIn: 65, nights: 3, guest: 3 },
};

const patan: DemoProperty = {
  key: "patan",
  host: "marta",
  property: {
    title: "Newari courtyard rooms near Patan Durbar Square",
    description:
      "Four rooms around a brick courtyard in Patan, two lanes from Durbar Square and far enough from the ring road to hear the temple bells. The carved windows are two hundred years old; the bathrooms, solar water and mattresses are from last year. Breakfast is cooked by Sunita, who will ask once how spicy you like it and remember. The roof has a view of the Langtang range on clear mornings from October to March. When the power fails, the batteries last for nine hours.",
    city: "Lalitpur", country: "NP", location: { lng: 85.3261, lat: 27.6747 }, address: "Swotha Square 6, Patan, Lalitpur 44700",
    arrivalNotes: "Cars stop at the Krishna temple; from there it is a minute on foot. Someone is at the gate from 6:00 to 22:00, and after that the bell wakes Ramesh, who does not mind.",
    timeZone: "Asia/Kathmandu", units: 4, capacity: 2, currency: "NPR", basePrice: 680000, discounts: { weekly: 10 }, taxes: [{ name: "VAT", percent: 13 }],
    rules: { checkInFrom: "13:00", checkOutUntil: "11:00", minNights: 1, maxNights: 30, noticeHours: 4, horizonDays: 365 },
    amenities: ["wifi", "breakfast", "workspace", "garden", "mountain_view", "heating"], photos: [],
    houseRules: "Shoes off on the upper floors. The shrine in the courtyard is in use; please walk around it clockwise. The gate closes at 22:00.",
    cancellationPolicy: "flexible",
  },
  seasons: [{ from: "10-01", to: "11-25", price: 890000 }],
  taken: { units: 2, gap: 6 },
};

const salmiya: DemoProperty = {
  key: "salmiya",
  host: "tom",
  property: {
    title: "Sea-facing residence on the Salmiya corniche",
    description:
      "A serviced flat on the eleventh floor at the quiet end of the corniche in Salmiya, with the Gulf in every window of the front. It has two bedrooms with their own bathrooms, a kitchen for real cooking and a study with a door that closes. The pool on the roof is for residents only and seldom full before sunset. Marina Mall is twelve minutes on foot along the water, and the old dhow harbour a short drive. Two places in the garage belong to the flat.",
    city: "Kuwait City", country: "KW", location: { lng: 48.0786, lat: 29.3452 }, address: "Arabian Gulf Street, Block 9, Building 47, Floor 11, Salmiya",
    arrivalNotes: "The porter, Mr Hussain, has your name and the cards for the lift. Enter the garage from the side street, not from the corniche: the barrier there is for fire engines.",
    timeZone: "Asia/Kuwait", units: 1, capacity: 5, currency: "KWD", basePrice: 42500, fees: { cleaning: 12750 },
    rules: { checkInFrom: "14:00", checkOutUntil: "12:00", minNights: 1, maxNights: 60, noticeHours: 8, horizonDays: 365 },
    amenities: ["wifi", "kitchen", "air_conditioning", "pool", "lift", "step_free", "parking", "sea_view", "washer", "workspace"], photos: [],
    houseRules: "No smoking. Guests who are not staying register with the porter. The pool closes at 22:00.",
    cancellationPolicy: "moderate",
  },
  seasons: [{ from: "02-20", to: "03-01", price: 58000 }],
  taken: { units: 1, gap: 4 },
};

const kochi: DemoProperty = {
  key: "kochi",
  host: "marta",
  property: {
    title: "Spice merchant's house with veranda rooms, Fort Kochi",
    description:
      "The upper floor of a merchant's house from the 1890s, turned into four rooms that open onto one long veranda. Below, the family still keeps its office, and on some days the whole stairway smells of cardamom. The Chinese fishing nets are seven minutes on foot, the ferry to Ernakulam ten. Breakfast is appam and stew on the veranda, earlier if you go birding. Ceiling fans run day and night and every room has air conditioning for April and May.",
    city: "Kochi", country: "IN", location: { lng: 76.2427, lat: 9.9648 }, address: "Rose Street 1/288, Fort Kochi, Kerala 682001",
    arrivalNotes: "The entrance is the green double door beside the bookbinder. Ring twice. Autorickshaws know the house as the old Pereira office.",
    timeZone: "Asia/Kolkata", units: 4, capacity: 3, currency: "INR", basePrice: 420000, fees: { extraGuest: 90000, guestsIncluded: 2 }, taxes: [{ name: "GST", percent: 12 }],
    rules: { checkInFrom: "13:00", checkOutUntil: "11:00", minNights: 1, maxNights: 30, noticeHours: 6, horizonDays: 365 },
    amenities: ["wifi", "breakfast", "air_conditioning", "balcony", "garden"], photos: [],
    houseRules: "The veranda is shared; please keep wet clothes to the roof. No alcohol in the courtyard, out of respect for the family. Quiet after 22:30.",
    cancellationPolicy: "flexible",
  },
  seasons: [{ from: "12-15", to: "01-11", price: 690000 }],
  weekendPrice: 465000,
  taken: { units: 2, gap: 6 },
};

export const asia = [nishijin, patan, salmiya, kochi];
