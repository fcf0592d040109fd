const INTERVAL_MS = process.stderr.isTTY ? 80 : 3000;

/**
 * One line about what is going on, on standard error: standard output belongs to the command that runs afterwards.
 * On a terminal the line is rewritten; elsewhere a new line comes at most every three seconds.
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

/** `[######----] 61/122`, so that a glance shows how far it is. */
export function bar(done, total) {
  const filled = total === 0 ? 0 : Math.round((20 * done) / total);
  return `[${"#".repeat(filled)}${"-".repeat(20 - filled)}] ${done}/${total}`;
}
