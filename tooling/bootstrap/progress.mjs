const INTERVAL_MS = process.stderr.isTTY ? 80 : 3000;

/**
 * Shows progress in one line on standard error, because standard output belongs to the command that runs afterwards.
 * On a terminal it rewrites the line; elsewhere it prints a new line at most every three seconds.
 */
export function startProgress(title) {
  const startedAt = Date.now();
  let shownAt = process.stderr.isTTY ? 0 : startedAt;
  write(`${title} ...`);
  if (!process.stderr.isTTY) process.stderr.write("\n");

  return {
    update(detail) {
      if (Date.now() - shownAt < INTERVAL_MS) return;
      shownAt = Date.now();
      write(`${title}: ${detail}`);
      if (!process.stderr.isTTY) process.stderr.write("\n");
    },
    done(detail = "done") {
      write(`${title}: ${detail} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
      process.stderr.write("\n");
    },
    failed() {
      if (process.stderr.isTTY) process.stderr.write("\n");
    },
  };
}

function write(text) {
  if (!process.stderr.isTTY) return void process.stderr.write(text);
  const width = (process.stderr.columns || 80) - 1;
  process.stderr.write(`\r\x1b[2K${text.slice(0, width)}`);
}

/** Formats a progress bar such as `[######----] 61/122`. */
export function bar(done, total) {
  const filled = total === 0 ? 0 : Math.round((20 * done) / total);
  return `[${"#".repeat(filled)}${"-".repeat(20 - filled)}] ${done}/${total}`;
}
