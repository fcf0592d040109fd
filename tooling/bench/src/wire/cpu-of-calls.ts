import type { ApiProcess } from "../ledger/api-process.ts";
import { CpuPerCall } from "../ledger/cpu.ts";

/** Adds up the processor time of calls in the client, the API and PostgreSQL. */
export class CpuOfCalls {
  readonly #api: ApiProcess;
  readonly #others: CpuPerCall;
  #apiMs = 0;
  #calls = 0;

  /** @param postmaster the main process of PostgreSQL */
  constructor(api: ApiProcess, postmaster: number) {
    this.#api = api;
    this.#others = new CpuPerCall(postmaster);
  }

  async of<Result extends { readonly calls: number }>(work: () => Promise<Result>): Promise<Result> {
    const before = await this.#api.cpuMs();
    const result = await this.#others.of(work);
    this.#apiMs += (await this.#api.cpuMs()) - before;
    this.#calls += result.calls;
    return result;
  }

  /** Mean milliseconds per call so far. */
  get ms(): { readonly client: number; readonly api: number; readonly postgres: number } {
    const { server, driver } = this.#others.micros;
    return { client: driver / 1000, api: this.#apiMs / Math.max(1, this.#calls), postgres: server / 1000 };
  }

  /** Text such as `CPU ms a call: client 0.012, API 0.048, PostgreSQL 0.031`. */
  inWords(): string {
    const { client, api, postgres } = this.ms;
    return `CPU ms a call: client ${client.toFixed(3)}, API ${api.toFixed(3)}, PostgreSQL ${postgres.toFixed(3)}`;
  }
}
