/// <reference lib="esnext.temporal" />

import { timeZone } from "@scrip/contract/wire/time";
import { expect, it } from "vitest";

const isAccepted = (zone: string): boolean => timeZone.safeParse(zone).success;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");

it("accepts every zone of the IANA database, also by an older name", () => {
  const links = [
    "Asia/Calcutta",
    "US/Pacific",
    "EST5EDT",
    "EST",
    "GMT",
    "UTC",
    "Etc/GMT+5",
    "Europe/Kyiv",
    "europe/berlin",
  ];
  for (const zone of [...Intl.supportedValuesOf("timeZone"), ...links])
    expect([zone, isAccepted(zone)]).toEqual([zone, true]);
});

it("accepts no name with which days cannot be calculated", () => {
  const threeLetters = LETTERS.flatMap((a) => LETTERS.flatMap((b) => LETTERS.map((c) => `${a}${b}${c}`)));
  const accepted = [...threeLetters, "SystemV/PST8", "SystemV/PST8PDT", "US/Pacific-New"].filter(isAccepted);
  for (const zone of accepted)
    expect(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)).not.toThrow();
  expect(accepted).not.toContain("PST");
  expect(accepted).not.toContain("IST");
  expect(accepted.length).toBeLessThan(20);
});
