/** What a page notes of itself from before its first script. Times are of the wall clock, in milliseconds. */
export interface Probe {
  /** When the navigation began. */
  readonly from: number;
  /** Each figure that was painted, in the order in which it was. */
  readonly figures: readonly PaintedFigure[];
  /** Tasks of more than 50 ms, during which the page answers nobody. */
  readonly longTasks: readonly { readonly at: number; readonly ms: number }[];
  /** Things that moved without anybody having asked for it, as layout shift scores. */
  readonly shifts: readonly { readonly at: number; readonly score: number; readonly what: string }[];
}

export interface PaintedFigure {
  /** The large one on Overview, or the one in the top bar of every page. */
  readonly where: "page" | "bar";
  readonly text: string;
  readonly at: number;
}

/**
 * Runs in a page before its own scripts. A figure counts from the frame after the one that has it: then it has been
 * painted. It is looked for whenever anything in the page changes.
 */
export const PROBE = `{
  const wall = (ms) => performance.timeOrigin + ms;
  const probe = { from: performance.timeOrigin, figures: [], longTasks: [], shifts: [] };
  window.scripProbe = probe;
  performance.setResourceTimingBufferSize(5000);
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch("longtask", ({ startTime, duration }) => probe.longTasks.push({ at: wall(startTime), ms: duration }));
  watch("layout-shift", ({ startTime, value, hadRecentInput, sources }) => {
    const moved = sources.map(({ node }) => (node?.parentElement ?? node)?.outerHTML?.slice(0, 120) ?? "").join(" | ");
    if (!hadRecentInput) probe.shifts.push({ at: wall(startTime), score: value, what: moved });
  });
  const afterPaint = (run) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => run(wall(performance.now()));
      channel.port2.postMessage(null);
    });
  const places = { page: 'section[aria-labelledby="available"] .text-40', bar: "h1 ~ * .figures, div:has(> h1) ~ a .figures" };
  const last = {};
  new MutationObserver(() => {
    for (const [where, selector] of Object.entries(places)) {
      const text = document.querySelector(selector)?.textContent;
      if (!text?.includes("$") || last[where] === text) continue;
      last[where] = text;
      afterPaint((at) => probe.figures.push({ where, text, at }));
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}`;
