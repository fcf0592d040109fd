import { type Micros, usd } from "../money/index.ts";

/** From when an organization wants notices; `null` for no notice of that kind. */
export interface AlertSettings {
  /** The balance is low below this, in micro-USD. */
  readonly balanceBelow: Micros | null;
  /** The runway is short below so many hours. */
  readonly runwayHours: number | null;
  /** Credit is about to expire so many days before its end. */
  readonly expiryDays: number | null;
}

/** What an organization has that set nothing. PostgreSQL has the same default of the balance. */
export const DEFAULT_ALERTS: AlertSettings = { balanceBelow: usd("10.00"), runwayHours: 24, expiryDays: 7 };

export const MOST_RUNWAY_HOURS = 720;
export const MOST_EXPIRY_DAYS = 30;
