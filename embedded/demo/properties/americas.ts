import type { DemoProperty } from "../demo-property.ts";

const phoenicia: DemoProperty = {
  key: "phoenicia",
  host: "tom",
  property: {
    title: "A-frame on Esopus Creek with a wood-fired tub",
    description:
      "A cedar A-frame of 1974 on two acres between the road and Esopus Creek, a mile outside Phoenicia in the Catskills. The bed in the loft is under a skylight, the second bedroom is behind the kitchen. The tub on the deck is heated with wood: count two hours, and an armful of the ash stacked under the stairs. Trout fishing begins at the bottom step, the trail up Romer Mountain across the bridge. There is no cell coverage at the house; the internet is by fibre and good.",
    city: "Phoenicia", country: "US", location: { lng: -74.3152, lat: 42.0829 }, address: "118 Plank Road, Phoenicia, NY 12464",
    arrivalNotes: "Turn in at the mailbox with the trout. The door code is in your confirmation's message. If the creek is over the marker stone, park at the top and walk down.",
    timeZone: "America/New_York", units: 1, capacity: 5, currency: "USD", basePrice: 21500, fees: { cleaning: 12000 }, discounts: { weekly: 7 }, taxes: [{ name: "Occupancy tax", percent: 6.63 }],
    rules: { checkInFrom: "16:00", checkOutUntil: "11:00", minNights: 2, maxNights: 21, noticeHours: 24, horizonDays: 365 },
    amenities: ["wifi", "kitchen", "fireplace", "heating", "parking", "garden", "mountain_view", "pets_allowed", "washer"], photos: [],
    houseRules: "Never leave the tub's fire alone. Firewood from outside the county is not allowed; ours is free. Two dogs at most. Quiet hours from 22:00.",
    cancellationPolicy: "moderate",
  },
  seasons: [{ from: "09-25", to: "10-28", price: 32000 }, { from: "12-20", to: "01-03", price: 34000 }],
  weekendPrice: 28500,
  taken: { units: 1, gap: 3 },
  held: { checkIn: 66, nights: 2, guest: 4 },
};

const roma: DemoProperty = {
  key: "roma",
  host: "marta",
  property: {
    title: "Six rooms around a patio of bougainvillea, Roma Norte",
    description:
      "A house of 1908 in Roma Norte with six rooms of the same size on two floors, all of them facing the patio. The ceilings are four metres high, the beds new, the bathrooms small and tiled in green. Breakfast is served until eleven, and the coffee comes from a roaster around the corner. Plaza Río de Janeiro is two blocks away, and Álvaro Obregón with its restaurants one. The street side sleeps behind double glass, because the city does not.",
    city: "Mexico City", country: "MX", location: { lng: -99.1597, lat: 19.4189 }, address: "Calle Tonalá 57, Roma Norte, 06700 Ciudad de México",
    arrivalNotes: "Ring for the reception, which is staffed from 7:00 to 23:00. Later than that, send a message in the afternoon and Beto waits for you.",
    timeZone: "America/Mexico_City", units: 6, capacity: 2, currency: "MXN", basePrice: 185000, taxes: [{ name: "IVA", percent: 16 }, { name: "ISH", percent: 3.5 }],
    rules: { checkInFrom: "15:00", checkOutUntil: "12:00", minNights: 1, maxNights: 30, noticeHours: 2, horizonDays: 365 },
    amenities: ["wifi", "breakfast", "heating", "workspace", "garden", "step_free"], photos: [],
    houseRules: "No smoking in the rooms; the roof is yours for that. The patio is quiet from 23:00. Visitors sign in at the reception.",
    cancellationPolicy: "flexible",
  },
  seasons: [{ from: "10-29", to: "11-04", price: 290000 }, { from: "12-26", to: "01-02", price: 260000 }],
  weekendPrice: 215000,
  taken: { units: 3, gap: 6 },
};

const concepcion: DemoProperty = {
  key: "concepcion",
  host: "tom",
  property: {
    title: "House of corrugated iron over the bay, Cerro Concepción",
    description:
      "A narrow house of three floors on Cerro Concepción, clad in corrugated iron and painted a yellow that you will recognise from the port. The kitchen is at the street, the beds are below, and the terrace at the bottom hangs over the whole bay of Valparaíso. The Reina Victoria lift is ninety seconds away and saves a hundred and eight steps. Murals change often on this hill, so the directions we send are by doors, not by pictures. Bring a jacket: the wind arrives at four.",
    city: "Valparaíso", country: "CL", location: { lng: -71.6272, lat: -33.0421 }, address: "Pasaje Gálvez 182, Cerro Concepción, Valparaíso",
    arrivalNotes: "Taxis stop at Paseo Atkinson; walk down the passage, the fourth door on the left. The lower lock turns the wrong way round.",
    timeZone: "America/Santiago", units: 1, capacity: 6, currency: "CLP", basePrice: 98000, fees: { cleaning: 25000 },
    rules: { checkInFrom: "15:00", checkOutUntil: "11:00", minNights: 2, maxNights: 21, noticeHours: 12, horizonDays: 365 },
    amenities: ["wifi", "kitchen", "washer", "heating", "balcony", "sea_view", "workspace"], photos: [],
    houseRules: "Small children only with a hand on them: the stairs are steep and the terrace is high. No parties; the passage carries every word.",
    cancellationPolicy: "moderate",
  },
  seasons: [{ from: "12-28", to: "01-03", price: 240000 }, { from: "01-03", to: "03-01", price: 135000 }],
  taken: { units: 1, gap: 4 },
};

export const americas = [phoenicia, roma, concepcion];
