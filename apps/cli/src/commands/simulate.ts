import { type Command, Option } from "commander";
import type { Console } from "../console.ts";
import { runName } from "../replay/run-name.ts";
import { duration } from "../simulate/duration.ts";
import { runSimulation } from "../simulate/run-simulation.ts";
import { showSimulation } from "../simulate/show-simulation.ts";
import { catalogOf } from "./catalog-of.ts";
import { platformServer } from "./platform-server.ts";
import { wholeNumber } from "./whole-number.ts";
import { apiUrl } from "./with-api.ts";

interface SimulateOptions {
  readonly seed: number;
  readonly organizations: number;
  readonly jobs: number;
  readonly endpoints: number;
  readonly volumes: number;
  readonly reports: number;
  readonly for: number;
  readonly speed?: number;
  readonly run?: string;
  readonly url?: string;
  readonly keep?: string;
  readonly concurrency: number;
  readonly verbose?: true;
  readonly json?: true;
}

export function addSimulate(program: Command, console: Console): void {
  program
    .command("simulate")
    .summary("run the work of made-up organizations through the API")
    .description(
      "Acts as the services of a platform, through the typed client: jobs that run in epochs, pause without credit and\n" +
        "resume after a top-up, endpoints that scale, volumes that grow and shrink, traffic and exports, failures of users\n" +
        "and of the platform.\n" +
        "Everything follows from the seed. In simulated time (the default) the same seed gives the same books.\n" +
        "Without --url it starts a temporary server of its own.\n" +
        "docs/simulator.md describes the work and the summary.",
    )
    .option("--seed <number>", "the seed of all plans", wholeNumber(0, 1_000_000_000), 1)
    .option("--organizations <number>", "how many organizations work", wholeNumber(1, 1000), 5)
    .option("--jobs <number>", "the jobs of each organization", wholeNumber(0, 10_000), 20)
    .option("--endpoints <number>", "the endpoints of each organization", wholeNumber(0, 1000), 1)
    .option("--volumes <number>", "the stored volumes of each organization", wholeNumber(0, 1000), 2)
    .option("--reports <number>", "the reports of traffic and exports of each organization", wholeNumber(0, 10_000), 10)
    .option("--for <duration>", "how long they work, such as 90m, 12h or 7d", duration, duration("7d"))
    .addOption(new Option("--simulated", "in simulated time, on test clocks; this is the default").conflicts("speed"))
    .option("--speed <number>", "in real time instead, that many times faster than planned", wholeNumber(1, 100_000))
    .option("--run <name>", "the begin of the organizations' names; the default is made from the time")
    .option("--url <url>", "the API to use; SCRIP_KEY has a platform key for it", apiUrl)
    .option("--keep <dir>", "keep the temporary server's database in this folder")
    .option("--concurrency <number>", "how many organizations are simulated at once", wholeNumber(1, 1000), 32)
    .option("--verbose", "print what happens, line by line")
    .option("--json", "print one JSON object instead of tables")
    .action((options: SimulateOptions) => simulate(console, options));
}

async function simulate(console: Console, options: SimulateOptions): Promise<void> {
  const { for: lengthMs, speed = null, verbose = false } = options;
  const catalog = await catalogOf(console);
  const run = runName(options.run, new Date(), "simulate");
  const terms = { ...options, catalog, lengthMs, speed, verbose, run };
  const onServer = platformServer(console, options, "simulate");
  const summary = await onServer((server) => runSimulation(server, terms, console));
  console.out(options.json ? JSON.stringify(summary) : showSimulation(summary));
  if (!summary.verify.ok) console.exitWith(1);
}
