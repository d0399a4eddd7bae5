/** The accounts that the embedded start makes. */
export const DEMO_PASSWORD = "vacancy-demo-1";
export const DEMO_GUEST = "guest@vacancy.test";
export const DEMO_GUEST_2 = "guest2@vacancy.test";
export const DEMO_HOST = "host@vacancy.test";
export const DEMO_SUPPORT = "support@vacancy.test";
