const INTERVAL_MS = process.stderr.isTTY ? 80 : 3000;
const STANDS_STILL_MS = 10_000;

/**
 * Shows progress in one line on standard error, because standard output belongs to the command that runs afterwards.
 * On a terminal it rewrites the line; elsewhere it prints a new line at most every three seconds. If nothing happens
 * for ten seconds it says so, with the last detail, and again after every ten seconds.
 */
export function startProgress(title, { clock = Date.now, every = setInterval, show = write } = {}) {
  const startedAt = clock();
  let shownAt = process.stderr.isTTY ? 0 : startedAt;
  let movedAt = startedAt;
  let last = "";
  show(`${title} ...`, process.stderr.isTTY ? "" : "\n");
  const watch = every(() => {
    const stillMs = clock() - movedAt;
    if (stillMs < STANDS_STILL_MS) return;
    const seconds = Math.round(stillMs / 1000);
    const where = last === "" ? "" : `${last}, `;
    show(`${title}: ${where}nothing for ${seconds} s (a slow network or registry?)`, process.stderr.isTTY ? "" : "\n");
  }, STANDS_STILL_MS);
  watch.unref?.();

  return {
    update(detail) {
      const hasMoved = detail !== last;
      last = detail;
      if (hasMoved) movedAt = clock();
      if (clock() - shownAt < INTERVAL_MS) return;
      shownAt = clock();
      show(`${title}: ${detail}`, process.stderr.isTTY ? "" : "\n");
    },
    done(detail = "done") {
      clearInterval(watch);
      show(`${title}: ${detail} (${((clock() - startedAt) / 1000).toFixed(1)} s)`, "\n");
    },
    failed() {
      clearInterval(watch);
      if (process.stderr.isTTY) process.stderr.write("\n");
    },
  };
}

function write(text, end) {
  if (!process.stderr.isTTY) return void process.stderr.write(`${text}${end}`);
  const width = (process.stderr.columns || 80) - 1;
  process.stderr.write(`\r\x1b[2K${text.slice(0, width)}${end}`);
}

/** Formats a progress bar such as `[######----] 61/122`. */
export function bar(done, total) {
  const filled = total === 0 ? 0 : Math.round((20 * done) / total);
  return `[${"#".repeat(filled)}${"-".repeat(20 - filled)}] ${done}/${total}`;
}
