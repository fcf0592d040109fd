/** The page's record of itself, which begins before its first script. Times are wall-clock milliseconds. */
export interface Probe {
  /** The start of the navigation. */
  readonly from: number;
  /** All painted figures, in order. */
  readonly figures: readonly PaintedFigure[];
  /** Tasks of more than 50 ms, during which the page does not react to input. */
  readonly longTasks: readonly { readonly at: number; readonly ms: number }[];
  /** Layout shifts without recent input, with their scores. */
  readonly shifts: readonly { readonly at: number; readonly score: number; readonly what: string }[];
}

export interface PaintedFigure {
  /** `page` is the large figure on Overview, `bar` the one in the top bar of every page. */
  readonly where: "page" | "bar";
  readonly text: string;
  readonly at: number;
}

/**
 * Runs in a page before the page's own scripts. It looks for figures at each change of the page. A figure's time is
 * the frame after its change, when the browser has painted it.
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
  const places = { page: 'section[aria-labelledby="available"] [class*="text-40"]', bar: "h1 ~ * .figures, div:has(> h1) ~ a .figures" };
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
