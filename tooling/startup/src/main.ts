/** The program of `npm start` after the install: starts PostgreSQL, migrations, pages, API, worker and the demo. */
import { serve } from "./serve.ts";
import { logs } from "./services.ts";
import { signInLines } from "./sign-in-lines.ts";

await serve("run", (running, env) => [
  ...signInLines(running),
  "",
  `  Docs     ${running.url}/docs/`,
  `  API      ${running.url}, metrics on port ${env.metricsPort || "0 (off)"}`,
  `  Worker   health and metrics on http://127.0.0.1:${env.workerPort}`,
  `  Logs     ${logs()}`,
  "",
  "To try it, in another terminal:",
  "  npm run -s scrip -- keys create --platform --name mine       make a key; it is shown once",
  "  npm run -s scrip -- trace make --jobs 300 > trace.csv        make a small trace of GPU jobs",
  `  SCRIP_KEY=<the key> npm run -s scrip -- replay trace.csv --url ${running.url}`,
  "  npm run -s scrip -- verify                                   prove that the ledger adds up",
]);
