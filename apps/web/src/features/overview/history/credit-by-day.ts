import { showUsd } from "@scrip/domain/money";
import type { Answers } from "../../../data/trpc.ts";
import { dayWords } from "../../../words/time-words.ts";

type CreditHistory = Answers["overview"]["burn"];

/** One day of the chart. Amounts are digits of micro-USD; `null` if the day has none. */
export interface CreditDay {
  /** Such as `2026-11-21`. */
  readonly day: string;
  readonly promotional: string | null;
  readonly paid: string | null;
  readonly owed: string | null;
  /** The usage of the day. */
  readonly spent: string | null;
  /** The expected available credit, from today on. */
  readonly expected: string | null;
  /** The grants that are scheduled for the day. */
  readonly planned: readonly { readonly amount: string; readonly source: string }[];
  /** The credit that would expire on the day, unused. */
  readonly lapses: readonly { readonly amount: string }[];
}

/**
 * Merges past and coming days into one row each. Today has a balance and starts the forecast.
 * @param zone the time zone of the days
 */
export function creditByDay({ days, forecast, planned, lapses }: CreditHistory, zone: string): CreditDay[] {
  const dayOf = dayIn(zone);
  const plannedOn = (day: string) => planned.filter(({ at }) => dayOf(Date.parse(at)) === day);
  const lapsingOn = (day: string) => lapses.filter(({ at }) => dayOf(Date.parse(at)) === day);
  const comingOn = (day: string) => ({ planned: plannedOn(day), lapses: lapsingOn(day) });
  const behind = days.map((credit, index) => {
    const isToday = index === days.length - 1;
    const expected = String(BigInt(credit.promotional) + BigInt(credit.paid));
    return { ...credit, expected: isToday ? expected : null, ...(isToday ? comingOn(credit.day) : NONE) };
  });
  const ahead = forecast.map(({ day, available }) => ({
    day,
    promotional: null,
    paid: null,
    owed: null,
    spent: null,
    expected: available,
    ...comingOn(day),
  }));
  return [...behind, ...ahead];
}

const NONE = { planned: [], lapses: [] } as const;

/** Whether there is no usage to draw. */
export const isUnused = (rows: readonly CreditDay[]): boolean => rows.every(({ spent }) => BigInt(spent ?? 0) === 0n);

/** Whether there is no credit to draw. */
export const isBlank = (rows: readonly CreditDay[]): boolean =>
  rows.every(
    (row) =>
      row.planned.length === 0 &&
      [totalOf(row), BigInt(row.owed ?? 0), BigInt(row.expected ?? 0)].every((amount) => amount === 0n),
  );

/** Describes the chart in two sentences. */
export function creditHistoryWords(rows: readonly CreditDay[]): string {
  const known = rows.filter(({ paid }) => paid !== null);
  const first = known[0];
  const today = known.at(-1);
  if (first === undefined || today === undefined) return "";
  const behind = `Available credit was ${showUsd(totalOf(first), "down")} on ${wordsOfDay(first.day)}.`;
  return [behind, ...aheadWords(rows, totalOf(today))].join(" ");
}

function aheadWords(rows: readonly CreditDay[], now: bigint): string[] {
  const ahead = rows.filter(({ paid, expected }) => paid === null && expected !== null);
  const last = ahead.at(-1);
  const spent = ahead.find(({ expected }) => expected === "0");
  if (last === undefined) return [];
  if (spent !== undefined)
    return now === 0n
      ? ["None is left today."]
      : [`At today's pace nothing is left by the end of ${wordsOfDay(spent.day)}.`];
  return [`At today's pace it is ${showUsd(BigInt(last.expected ?? 0), "down")} on ${wordsOfDay(last.day)}.`];
}

/** Describes the usage of the days in a sentence. */
export function spendWords(rows: readonly CreditDay[]): string {
  const used = rows.flatMap(({ day, spent }) => (spent === null ? [] : [{ day, spent: BigInt(spent) }]));
  const [first] = used;
  if (first === undefined) return "";
  const most = used.reduce((one, other) => (other.spent > one.spent ? other : one));
  const total = used.reduce((sum, { spent }) => sum + spent, 0n);
  const all = `${showUsd(total, "nearest")} was used since ${wordsOfDay(first.day)}`;
  return total === 0n
    ? `${all}.`
    : `${all}. The most on one day was ${showUsd(most.spent, "nearest")}, on ${wordsOfDay(most.day)}.`;
}

const totalOf = ({ promotional, paid }: CreditDay): bigint => BigInt(promotional ?? 0) + BigInt(paid ?? 0);

/** A day in words, such as `21 Nov`. */
export function wordsOfDay(day: string): string {
  const noon = Date.parse(`${day}T12:00:00Z`);
  return dayWords(noon, noon, "UTC");
}

/** An amount in dollars as a number, for drawing only: it must not be shown or added up. */
export const toPoint = (micros: string | null): number | null => (micros === null ? null : Number(micros) / 1e6);

function dayIn(zone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return (ms) => format.format(ms);
}
