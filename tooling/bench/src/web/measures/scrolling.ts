import type { Measured } from "../../bench.ts";
import { median, quantile } from "../../ledger/measure.ts";
import { line } from "../line.ts";
import type { WebBench, WebMeasure } from "../web-bench.ts";
import { untilQuiet } from "./weight.ts";

/** A thousand rows a second. */
const PIXELS_PER_SECOND = 40_000;
const QUICK_PIXELS = 400_000;
/** At the end of what is there for so long, and nothing more has come. */
const END_MS = 3000;
/** Pages of the history that are compared at its top and at its bottom. */
const PAGES = 10;

/** Whether a long history moves like a short one. */
export const scrolling: WebMeasure = {
  id: "scrolling",
  title: `from the top of 100,000 activities to the bottom at ${PIXELS_PER_SECOND} pixels a second`,
  run: measureScrolling,
};

/** What the page noted on its way down. */
interface Scrolled {
  /** Milliseconds between frames. */
  readonly frames: readonly number[];
  /** Milliseconds that it stood at the end of what had been loaded. */
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
  await opened.page.goto(`/o/${org}/activity`);
  await opened.page.waitForSelector('[role="row"][aria-rowindex="2"]');
  await untilQuiet(opened);
  const pixels = quick ? QUICK_PIXELS : Number.MAX_SAFE_INTEGER;
  const scrolled = await opened.page.evaluate<Scrolled>(`(${SCROLL})(${PIXELS_PER_SECOND}, ${pixels}, ${END_MS})`);
  await opened.close();
  return linesOf(scrolled, quick);
}

function linesOf({ frames, pages, longTasks, ...seen }: Scrolled, quick: boolean): Measured[] {
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

/** Runs in the page: moves it a little further with each frame. */
const SCROLL = `async (pixelsPerSecond, pixels, endMs) => {
  const all = document.getElementsByTagName("*");
  const [frames, from] = [[], scripProbe.longTasks.length];
  let [last, y, waitedMs, stoodMs, mostNodes] = [await new Promise(requestAnimationFrame), 0, 0, 0, 0];
  while (y < pixels && stoodMs < endMs) {
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    const end = document.documentElement.scrollHeight - innerHeight;
    const to = Math.min(end, y + ((now - last) * pixelsPerSecond) / 1000);
    stoodMs = to === y ? stoodMs + now - last : 0;
    if (stoodMs > 0) waitedMs += now - last;
    mostNodes = Math.max(mostNodes, all.length);
    [last, y] = [now, to];
    scrollTo(0, y);
  }
  // The last wait was for nothing: there is no more.
  for (let ms = stoodMs; ms > 0 && stoodMs >= endMs; ) ms -= frames.pop();
  const rows = [...document.querySelectorAll("[role=row][aria-rowindex]")].map((row) => Number(row.ariaRowIndex ?? row.getAttribute("aria-rowindex")));
  return {
    frames, mostNodes, waitedMs: waitedMs - (stoodMs >= endMs ? stoodMs : 0),
    pages: performance.getEntriesByType("resource").filter(({ name }) => name.includes("activity.list")).map(({ duration }) => duration),
    longTasks: scripProbe.longTasks.slice(from).map(({ ms }) => ms),
    lastRow: Math.max(...rows), heapMb: performance.memory.usedJSHeapSize / 1e6,
  };
}`;
