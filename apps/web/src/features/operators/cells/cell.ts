import type { Tone } from "../../../components/ui/badge.tsx";
import type { Answers } from "../../../data/trpc.ts";

export type CellsSeen = Answers["operators"]["cells"]["list"];
export type Cell = CellsSeen["cells"][number];
export type Move = CellsSeen["moves"][number];

/** Whether this process reaches a cell, in a word and a colour. */
export const CONDITIONS: Readonly<Record<Cell["condition"], { readonly word: string; readonly tone: Tone }>> = {
  serving: { word: "Serving", tone: "good" },
  away: { word: "Away", tone: "bad" },
  refused: { word: "Refused", tone: "bad" },
  unknown: { word: "No address", tone: "warn" },
};

/** A count with its noun, such as "1 organization" or "1,200 organizations". */
export const organizationsWords = (count: number): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? "organization" : "organizations"}`;

/** Entries a second: "0", "3.2" or "1,204". */
export const paceWords = (perSecond: number): string =>
  perSecond.toLocaleString("en-US", { maximumFractionDigits: perSecond < 10 ? 1 : 0 });

/** The number of a migration, such as `10400`: names of migrations end with a number that counts on. */
export const versionWords = (migration: string): string =>
  /(\d{1,8})$/.exec(migration)?.[1]?.replace(/^0+(?=\d)/, "") ?? migration;
