/** The program of `npm run dev`: like `npm start`, but serves pages from their sources and restarts changed processes. */
import { serve } from "./serve.ts";
import { logs } from "./services.ts";
import { signInLines } from "./sign-in-lines.ts";

await serve("develop", (running, env) => [
  ...signInLines(running),
  "",
  "  Pages    reload by themselves as their sources change",
  `  API      http://127.0.0.1:${env.apiPort}, started anew when a source of it changes; the worker, too`,
  `  Logs     ${logs()}`,
]);
