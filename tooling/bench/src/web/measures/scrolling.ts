import type { Measured } from "../../bench.ts";
import { median, quantile } from "../../ledger/measure.ts";
import { line } from "../line.ts";
import type { WebBench, WebMeasure } from "../web-bench.ts";
import { untilQuiet } from "./weight.ts";

/** A thousand rows a second. */
const PIXELS_PER_SECOND = 40_000;
const QUICK_PIXELS = 400_000;
/** Scrolling ends after this long at the bottom without any new rows. */
const END_MS = 3000;
/** The number of history pages compared at the top and at the bottom. */
const PAGES = 10;

/** Whether a long history scrolls as smoothly as a short one. */
export const scrolling: WebMeasure = {
  id: "scrolling",
  title: `from the top of 100,000 activities to the bottom at ${PIXELS_PER_SECOND} pixels a second`,
  run: measureScrolling,
};

/** The record of one scroll to the bottom. */
interface ScrollRecord {
  /** Milliseconds between frames. */
  readonly frames: readonly number[];
  /** Milliseconds that it waited at the end of the loaded rows. */
  readonly waitedMs: number;
  readonly mostNodes: number;
  /** Milliseconds of each request for a page of the history, in order. */
  readonly pages: readonly number[];
  readonly longTasks: readonly number[];
  readonly lastRow: number;
  readonly heapMb: number;
}

async function measureScrolling({ openPage, org, quick }: WebBench): Promise<Measured[]> {
  const opened = await openPage();
  await opened.page.goto(`/o/${org}/activity?holds=shown`);
  await opened.page.waitForSelector('[role="row"][aria-rowindex="2"]');
  await untilQuiet(opened);
  const pixels = quick ? QUICK_PIXELS : Number.MAX_SAFE_INTEGER;
  const scrolled = await opened.page.evaluate<ScrollRecord>(`(${SCROLL})(${PIXELS_PER_SECOND}, ${pixels}, ${END_MS})`);
  await opened.close();
  return linesOf(scrolled, quick);
}

function linesOf({ frames, pages, longTasks, ...seen }: ScrollRecord, quick: boolean): Measured[] {
  const rows = seen.lastRow - 1;
  if (!quick && rows < 100_000) throw new Error(`The scrolling ended at row ${rows} of 100,000.`);
  const total = frames.reduce((sum, ms) => sum + ms, 0);
  const times = `median ${median(frames).toFixed(1)} ms, p95 ${quantile(frames, 0.95).toFixed(1)} ms, worst ${Math.max(...frames).toFixed(0)} ms`;
  const tasks = `the longest ${Math.max(0, ...longTasks).toFixed(0)} ms, in all ${longTasks.reduce((sum, ms) => sum + ms, 0).toFixed(0)} ms of ${(total / 1000).toFixed(0)} s`;
  const top = pages.slice(0, PAGES);
  const bottom = pages.slice(-PAGES);
  return [
    line({
      id: "scrolling-frames",
      what: `frames a second over ${rows} rows`,
      value: (frames.length / total) * 1000,
      note: `${times}; stood still ${seen.waitedMs.toFixed(0)} ms for the next page`,
    }),
    line({ id: "scrolling-tasks", what: "tasks of more than 50 ms", value: longTasks.length, note: tasks }),
    line({
      id: "scrolling-nodes",
      what: "elements in the document at most",
      value: seen.mostNodes,
      note: `${seen.heapMb.toFixed(0)} MB of heap at the end`,
    }),
    line({
      id: "scrolling-page",
      what: "a page of 200 at the bottom",
      value: median(bottom),
      unit: "ms",
      baseline: Number(median(top).toPrecision(4)),
      ratio: Number((median(bottom) / median(top)).toPrecision(3)),
      note: `baseline: at the top; ${pages.length} pages, the slowest ${Math.max(...pages).toFixed(0)} ms`,
    }),
  ];
}

/** Runs in the page, and scrolls it a little with each frame. */
const SCROLL = `async (pixelsPerSecond, pixels, endMs) => {
  const all = document.getElementsByTagName("*");
  const frames = [];
  const from = scripProbe.longTasks.length;
  let last = await new Promise(requestAnimationFrame);
  let y = 0;
  let waitedMs = 0;
  let stoodMs = 0;
  let mostNodes = 0;
  while (y < pixels && stoodMs < endMs) {
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    const end = document.documentElement.scrollHeight - innerHeight;
    const to = Math.min(end, y + ((now - last) * pixelsPerSecond) / 1000);
    stoodMs = to === y ? stoodMs + now - last : 0;
    if (stoodMs > 0) waitedMs += now - last;
    mostNodes = Math.max(mostNodes, all.length);
    last = now;
    y = to;
    scrollTo(0, y);
  }
  // Drop the frames of the last wait: there were no more rows to load.
  for (let ms = stoodMs; ms > 0 && stoodMs >= endMs; ) ms -= frames.pop();
  const rows = [...document.querySelectorAll("[role=row][aria-rowindex]")].map((row) => Number(row.ariaRowIndex ?? row.getAttribute("aria-rowindex")));
  return {
    frames, mostNodes, waitedMs: waitedMs - (stoodMs >= endMs ? stoodMs : 0),
    pages: performance.getEntriesByType("resource").filter(({ name }) => name.includes("activity.list")).map(({ duration }) => duration),
    longTasks: scripProbe.longTasks.slice(from).map(({ ms }) => ms),
    lastRow: Math.max(...rows), heapMb: performance.memory.usedJSHeapSize / 1e6,
  };
}`;
