/// <reference lib="esnext.temporal" />
import { z } from "zod";

/** The ledger's time runs from 2000 to 2200. */
const FIRST = Date.UTC(2000, 0, 1);
const LAST = Date.UTC(2200, 0, 1);

/**
 * An instant in an input: ISO 8601 with a zone and at most milliseconds. Inside: milliseconds since 1970.
 * @source docs/rules.md#instants
 */
export const instantIn = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 instant such as "2026-01-01T00:00:00.000Z"' })
  .refine((text) => !/\.\d{4,}/.test(text), "must have at most three digits after the second")
  .transform((text) => Date.parse(text))
  .refine((ms) => ms >= FIRST && ms < LAST, "must lie between the years 2000 and 2200")
  .meta({
    description: "An ISO 8601 instant with a zone and at most milliseconds.",
    format: "date-time",
    examples: ["2026-01-01T00:00:00.000Z"],
  });

/** An instant in an output. Inside: milliseconds since 1970. On the wire: ISO 8601 in UTC with milliseconds. */
export const instantOut = z
  .codec(z.number(), z.string(), { decode: instantText, encode: (text) => Date.parse(text) })
  .meta({
    description: "An ISO 8601 instant in UTC with milliseconds.",
    format: "date-time",
    examples: ["2026-01-01T00:00:00.000Z"],
  });

const DAY_MS = 86_400_000;

/** The day of the last instant, and its text up to the hour. The instants of a page lie on few days. */
let lastDay = Number.NaN;
let lastDayText = "";

/** The same text as `toISOString`, which takes five times as long. A page has dozens of instants. */
function instantText(ms: number): string {
  const day = Math.floor(ms / DAY_MS);
  if (day !== lastDay) {
    const text = new Date(day * DAY_MS).toISOString();
    lastDayText = text.slice(0, text.indexOf("T") + 1);
    lastDay = day;
  }
  const inDay = Math.trunc(ms - day * DAY_MS);
  const seconds = Math.trunc(inDay / 1000);
  const minutes = Math.trunc(seconds / 60);
  const hours = twoDigits(Math.trunc(minutes / 60));
  return `${lastDayText}${hours}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}.${threeDigits(inDay % 1000)}Z`;
}

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : `${value}`);
const threeDigits = (value: number): string => (value < 100 ? `0${twoDigits(value)}` : `${value}`);

/**
 * A time zone of the IANA database, such as "Europe/Berlin". An abbreviation such as "PST" is none.
 * @source docs/rules.md#time-zones
 */
export const timeZone = z
  .string()
  .max(100, "must be at most 100 characters")
  .refine(isTimeZone, 'must be a time zone such as "Europe/Berlin" or "UTC"')
  .meta({ description: "A time zone of the IANA database.", examples: ["Europe/Berlin"] });

/** The zones that were found: a look-up of one costs as much as a small query. */
const known = new Set<string>();
/** More than there are zones; names may differ in upper and lower case. */
const MOST_KNOWN = 1000;

function isTimeZone(name: string): boolean {
  if (known.has(name)) return true;
  const isFound = findsTimeZone(name);
  if (isFound && known.size < MOST_KNOWN) known.add(name);
  return isFound;
}

function findsTimeZone(name: string): boolean {
  // Some runtimes accept an offset such as "+05:00" as a zone, but an offset has no summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    // Intl accepts names of its own, such as "PST" and "SystemV/PST8", with which Temporal cannot calculate days.
    if ("Temporal" in globalThis) Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}

/** A quantity of compute time in whole milliseconds: at most a hundred years. */
export const quantityMs = z
  .int("must be a whole number of milliseconds")
  .min(0, "must not be negative")
  .max(3_153_600_000_000, "must be at most a hundred years in milliseconds")
  .meta({ description: "Compute time in whole milliseconds." });
