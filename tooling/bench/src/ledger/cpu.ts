import { readdirSync, readFileSync } from "node:fs";

/** Adds up over many rounds what processor time calls cost the server and the process that makes them. */
export class CpuPerCall {
  private calls = 0;
  private serverMs = 0;
  private driverMs = 0;
  private readonly postmaster: number;

  /** @param postmaster the server's first process; its children that are there at the end of a round are counted */
  constructor(postmaster: number) {
    this.postmaster = postmaster;
  }

  async of<Result extends { readonly calls: number }>(work: () => Promise<Result>): Promise<Result> {
    const server = serverTimes(this.postmaster);
    const driver = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(driver);
    for (const [pid, ms] of serverTimes(this.postmaster)) this.serverMs += ms - (server.get(pid) ?? 0);
    this.driverMs += (user + system) / 1000;
    this.calls += result.calls;
    return result;
  }

  /** Microseconds of each call so far; those of the server are 0 where the system does not tell. */
  get micros(): { readonly server: number; readonly driver: number } {
    const each = 1000 / Math.max(1, this.calls);
    return { server: this.serverMs * each, driver: this.driverMs * each };
  }

  /** Such as `CPU 31+42 us` of the server and of the driver. */
  inWords(): string {
    const { server, driver } = this.micros;
    return `CPU ${server.toFixed(0)}+${driver.toFixed(0)} us`;
  }
}

/** Milliseconds on a processor of each process of the server; none where the system does not tell. */
function serverTimes(postmaster: number): Map<string, number> {
  const times = new Map<string, number>();
  if (process.platform !== "linux") return times;
  for (const pid of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry)))
    try {
      // The second field of `stat`, the program's name, may hold anything; the parent is the second after it.
      const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
      const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
      if (parent !== String(postmaster)) continue;
      times.set(pid, Number(readFileSync(`/proc/${pid}/schedstat`, "latin1").split(" ")[0]) / 1_000_000);
    } catch {
      // It has ended meanwhile.
    }
  return times;
}
