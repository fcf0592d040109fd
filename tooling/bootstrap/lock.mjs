import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 200;
const BEAT_MS = 2000;
const SILENT_MS = 20_000;

/**
 * Runs `work` while no other process of this project does the same.
 * The holder touches the file every two seconds. A waiter takes over when the holder's process is gone, or when
 * it has watched the file stand still for twenty seconds of its own time (so a suspended laptop is no reason).
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
    return undefined; // released between two looks
  }
}

function removeStale(path, token) {
  // Renamed first: of two waiters only one gets the file, and it looks again at what it got.
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
    // Taken away by hand: the install still ends well, only without its lock.
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return true; // just being written: let it be
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
