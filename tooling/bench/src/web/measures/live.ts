import type { Measured } from "../../bench.ts";
import { quantile } from "../../ledger/measure.ts";
import { lateness } from "../lateness.ts";
import { line } from "../line.ts";
import type { PaintedFigure, Probe } from "../probe.ts";
import { type Settled, type Settler, startSettler } from "../settler.ts";
import type { WebBench, WebMeasure } from "../web-bench.ts";
import { untilQuiet } from "./weight.ts";

const PER_SECOND = 50;
const SECONDS = 20;
/** How long to wait until the last settle is on the screen. */
const AFTER_MS = 3000;

/** Whether a page stays responsive and stable while many settles arrive. */
export const live: WebMeasure = {
  id: "live",
  title: `pages that are open while ${PER_SECOND} settles a second arrive for ${SECONDS} s`,
  run: measureLive,
};

/** The record of a page during the settles. */
interface PageRecord {
  readonly settled: readonly Settled[];
  readonly probe: Probe;
  /** The arrival times of live messages. */
  readonly messages: readonly number[];
  readonly from: number;
}

async function measureLive(bench: WebBench): Promise<Measured[]> {
  const { url, key } = bench.api;
  const { org, jobs } = bench;
  const settler = await startSettler({ url, key, org, jobs, perSecond: PER_SECOND });
  try {
    const lines: Measured[] = [];
    for (const page of ["overview", "activity"] as const)
      lines.push(...linesOf(page, await watchPage(bench, settler, page)));
    return lines;
  } finally {
    await settler.stop();
  }
}

async function watchPage({ openPage, org, quick, say }: WebBench, settler: Settler, page: string): Promise<PageRecord> {
  const opened = await openPage();
  say(`${page} is open`);
  await opened.page.goto(page === "overview" ? `/o/${org}` : `/o/${org}/${page}`);
  await untilQuiet(opened);
  const from = Date.now();
  say("settling");
  const settled = await settler.run((quick ? SECONDS / 2 : SECONDS) * 1000);
  say(`${settled.length} settles are answered`);
  await opened.page.waitForTimeout(AFTER_MS);
  const probe = await opened.probe();
  await opened.close();
  return { settled, probe, messages: opened.wire.messages.filter((at) => at >= from), from };
}

function linesOf(page: "overview" | "activity", { settled, probe, messages, from }: PageRecord): Measured[] {
  const lastAt = Math.max(...settled.map(({ answeredAt }) => answeredAt));
  const perSecond = (settled.length / (lastAt - from)) * 1000;
  if (perSecond < PER_SECOND * 0.95)
    throw new Error(`Only ${perSecond.toFixed(1)} settles a second were answered: the machine is too busy to measure.`);
  const during = <T extends { readonly at: number }>(all: readonly T[]): T[] => all.filter(({ at }) => at >= from);
  const tasks = during(probe.longTasks).map(({ ms }) => ms);
  const shifts = during(probe.shifts);
  const total = tasks.reduce((sum, ms) => sum + ms, 0);
  const score = shifts.reduce((sum, shift) => sum + shift.score, 0);
  const on = `with ${page === "overview" ? "Overview" : "Activity"} open`;
  const arrived = `${settled.length} settles answered, ${perSecond.toFixed(1)} a second; ${messages.length} live messages`;
  const moved = [...new Set(shifts.map(({ what }) => what))].join("; ");
  return [
    line({ id: `live-${page}-tasks`, what: `tasks of more than 50 ms ${on}`, value: tasks.length, note: arrived }),
    line({ id: `live-${page}-longest`, what: `the longest ${on}`, value: Math.max(0, ...tasks), unit: "ms" }),
    line({ id: `live-${page}-total`, what: `all of them ${on}`, value: total, unit: "ms" }),
    line(
      { id: `live-${page}-shift`, what: `layout shift ${on}`, value: score, ...(moved !== "" && { note: moved }) },
      0.1,
    ),
    ...(["bar", "page"] as const).flatMap((where) => lateLines(page, where, settled, probe.figures)),
  ];
}

/** How long a figure was behind the ledger. */
function lateLines(
  page: string,
  where: PaintedFigure["where"],
  settled: readonly Settled[],
  figures: readonly PaintedFigure[],
): Measured[] {
  const shown = figures.filter((figure) => figure.where === where);
  if (shown.length === 0) return [];
  const late = lateness(settled, shown);
  const known = late.filter((ms) => ms !== null);
  if (known.length < late.length) throw new Error(`${late.length - known.length} settles were never shown on the page`);
  const note = `p50 ${quantile(known, 0.5).toFixed(0)} ms, worst ${Math.max(...known).toFixed(0)} ms; ${shown.length} figures`;
  const what = `p99 from a settle's answer to its balance ${where === "bar" ? "in the top bar" : "in large"} (${page})`;
  return [line({ id: `live-${page}-late-${where}`, what, value: quantile(known, 0.99), unit: "ms", note })];
}
