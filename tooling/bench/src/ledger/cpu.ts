import { readdirSync, readFileSync } from "node:fs";

/** Adds up, over many rounds, the processor time of calls in the server and in the calling process. */
export class CpuPerCall {
  private calls = 0;
  private serverMs = 0;
  private driverMs = 0;
  private readonly postmasters: readonly number[];

  /** @param postmasters the servers' main processes; children that exist at the end of a round are counted */
  constructor(...postmasters: readonly number[]) {
    this.postmasters = postmasters;
  }

  async of<Result extends { readonly calls: number }>(work: () => Promise<Result>): Promise<Result> {
    const server = serverTimes(this.postmasters);
    const driver = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(driver);
    for (const [pid, ms] of serverTimes(this.postmasters)) this.serverMs += ms - (server.get(pid) ?? 0);
    this.driverMs += (user + system) / 1000;
    this.calls += result.calls;
    return result;
  }

  /** Mean microseconds per call so far. The server's are 0 if the operating system does not report them. */
  get micros(): { readonly server: number; readonly driver: number } {
    const each = 1000 / Math.max(1, this.calls);
    return { server: this.serverMs * each, driver: this.driverMs * each };
  }

  /** Text such as `CPU 31+42 us`, for the server and the driver. */
  inWords(): string {
    const { server, driver } = this.micros;
    return `CPU ${server.toFixed(0)}+${driver.toFixed(0)} us`;
  }
}

/** Processor milliseconds of each process of the servers, by pid; empty if the operating system does not report them. */
function serverTimes(postmasters: readonly number[]): Map<string, number> {
  const times = new Map<string, number>();
  if (process.platform !== "linux") return times;
  for (const pid of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry)))
    try {
      // The second field of `stat`, the program's name, may contain any character; the parent is two fields after it.
      const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
      const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
      if (!postmasters.some((postmaster) => String(postmaster) === parent)) continue;
      times.set(pid, Number(readFileSync(`/proc/${pid}/schedstat`, "latin1").split(" ")[0]) / 1_000_000);
    } catch {
      // The process has ended meanwhile.
    }
  return times;
}
