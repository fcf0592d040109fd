import { type Environment, readEnvironment } from "./environment.ts";
import { reportError } from "./report-error.ts";
import { type Mode, type Running, start } from "./start.ts";
import { StartupError } from "./startup-error.ts";
import { Steps, StopRequested } from "./steps.ts";
import { listenForStop } from "./stop-request.ts";

/** Starts all processes, prints the welcome, and stops all of them on request or when one of them ends. */
export async function serve(mode: Mode, welcome: (running: Running, env: Environment) => string[]): Promise<never> {
  const stop = listenForStop();
  const steps = new Steps(process.stdout, stop.isRequested);
  const started = new AsyncDisposableStack();
  let exitCode = 0;
  try {
    const env = readEnvironment(process.env);
    const running = await start(mode, env, steps, started);
    console.log(["", ...welcome(running, env), "", "Ctrl-C stops it; the data stays."].join("\n"));
    void running.demo?.ended.then((how) => {
      if (!stop.isRequested()) console.log(`\n${how}; everything else goes on.\n${running.demo?.lastWords()}`);
    });
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
}

/** Resolves when a process ends that should keep running, with a message about it. */
async function firstEnd({ database, processes }: Running): Promise<string> {
  const ends = processes.map(async (child) => `${await child.ended}.\n${child.lastWords()}`);
  return Promise.race([...ends, database.exited.then(() => "PostgreSQL has ended.")]);
}
