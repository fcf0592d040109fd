/** What `npm start` runs once everything is installed: PostgreSQL, migrations, the demo, API and worker. */
import { readEnvironment } from "./environment.ts";
import { reportError } from "./report-error.ts";
import { logs } from "./services.ts";
import { type Running, start } from "./start.ts";
import { StartupError } from "./startup-error.ts";
import { Steps, StopRequested } from "./steps.ts";
import { listenForStop } from "./stop-request.ts";

const stop = listenForStop();
const steps = new Steps(process.stdout, stop.isRequested);
const started = new AsyncDisposableStack();
let exitCode = 0;
try {
  const env = readEnvironment(process.env);
  const running = await start(env, steps, started);
  welcome(env.apiPort, running);
  const trouble = await Promise.race([stop.requested.then(() => undefined), firstEnd(running)]);
  if (trouble !== undefined) throw new StartupError(trouble);
} catch (error) {
  if (!(error instanceof StopRequested)) {
    exitCode = 1;
    reportError(error);
  }
}
if (steps.done > 0) console.log("\nStopping ...");
await started.disposeAsync();
if (steps.done > 0) console.log("Stopped.");
process.exit(exitCode);

/** Settles when something ends that should not, with what to say about it. */
async function firstEnd({ database, processes }: Running): Promise<string> {
  const ends = processes.map(async (child) => `${await child.ended}.\n${child.lastWords()}`);
  return Promise.race([...ends, database.exited.then(() => "PostgreSQL has ended.")]);
}

function welcome(port: number, { demo }: Running): void {
  const url = `http://127.0.0.1:${port}`;
  const lines = [
    "",
    "Scrip is running.",
    `  API      ${url}`,
    ...demo.hints.map((hint) => `  ${hint}`),
    `  Logs     ${logs()}`,
    "",
    "To try it, in another terminal:",
    "  npm run -s scrip -- keys create --platform --name mine       make a key; it is shown once",
    "  npm run -s scrip -- trace make --jobs 300 > trace.csv        make a small trace of GPU jobs",
    `  SCRIP_KEY=<the key> npm run -s scrip -- replay trace.csv --url ${url}`,
    "  npm run -s scrip -- verify                                   prove that the ledger adds up",
    "",
    "Ctrl-C stops it; the data stays.",
  ];
  console.log(lines.join("\n"));
}
