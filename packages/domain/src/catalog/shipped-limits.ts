import type { Catalog } from "./catalog.ts";

/**
 * The limits of both catalogs that ship.
 * @source docs/rules.md#limits
 */
export const SHIPPED_LIMITS = {
  expiringDays: 7,
  silenceMinutes: 30,
  purchases: {
    minimum: "5.00",
    maximum: "1000.00",
    presets: ["5.00", "25.00", "50.00", "100.00", "500.00", "1000.00"],
  },
  autoTopup: { threshold: "10.00", amount: "25.00", perDay: "200.00", perMonth: "1000.00" },
  staffActLimit: "100.00",
} as const satisfies Catalog["limits"];
