import { bookStore, checkServer, loadCatalog, openDataSource, openLedger, sweepDue } from "@scrip/db";
import { readEnv } from "./env.ts";
import { sweepUntilStopped } from "./sweep-loop.ts";

const log = (line: string): void => {
  process.stderr.write(`worker: ${line}\n`);
};

try {
  const env = readEnv(process.env);
  const database = await openDataSource(env.databaseUrl, { applicationName: "scrip-worker", poolSize: 2 });
  await checkServer(database);
  const books = bookStore((version) => loadCatalog(database, version));
  const ledger = openLedger({ url: env.databaseUrl, books, lanes: 1 });
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  await sweepUntilStopped({
    sweep: (signal) => sweepDue(ledger, signal),
    everyMs: env.sweepEveryMs,
    log,
    signal: stop.signal,
  });
  await ledger.close();
  await database.destroy();
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
