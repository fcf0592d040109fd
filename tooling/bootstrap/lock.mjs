import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 200;
const BEAT_MS = 2000;
const SILENT_MS = 20_000;

/**
 * Runs `work` while holding a lock, so that no other process of this project runs it at the same time.
 * The holder touches the lock file every two seconds. A waiter takes the lock over if the holder's process has ended,
 * or if it has seen no touch for twenty seconds. It measures its own running time, so a suspended laptop does not count.
 */
export async function withLock(path, work, onWait) {
  mkdirSync(dirname(path), { recursive: true });
  const token = `${hostname()} ${process.pid} ${Math.random()}`;
  await acquire(path, token, onWait);
  const beat = setInterval(() => touch(path), BEAT_MS);
  const release = () => release_(path, token);
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.removeListener("exit", release);
    release();
  }
}

async function acquire(path, token, onWait) {
  let seen = { beat: 0, at: 0 };
  for (let attempt = 0; ; attempt += 1) {
    if (tryCreate(path, token)) return;
    const holder = read(path);
    if (holder === undefined) continue;
    if (attempt === 0) onWait?.(holder.pid);
    if (holder.beat !== seen.beat) seen = { beat: holder.beat, at: performance.now() };
    const isSilent = performance.now() - seen.at > SILENT_MS;
    if (isSilent || (holder.host === hostname() && !isAlive(holder.pid))) removeStale(path, holder.token);
    else await sleep(POLL_MS);
  }
}

function tryCreate(path, token) {
  try {
    writeFileSync(path, token, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function read(path) {
  try {
    const token = readFileSync(path, "utf8");
    const [host, pid] = token.split(" ");
    return { token, host, pid: Number(pid), beat: statSync(path).mtimeMs };
  } catch {
    return undefined; // The holder has just released it.
  }
}

function removeStale(path, token) {
  // Rename it first: only one of two waiters gets the file, and it then checks that the file is still the stale one.
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readFileSync(aside, "utf8") === token) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

function release_(path, token) {
  if (read(path)?.token === token) rmSync(path, { force: true });
}

function touch(path) {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // A person has removed the lock file. The install continues without its lock.
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return true; // The holder is still writing the file.
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
