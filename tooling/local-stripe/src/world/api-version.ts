/** The only version of Stripe's API that the server speaks: the one to which the SDK 23.1.0 is pinned. */
export const API_VERSION = "2026-10-28.endive";
