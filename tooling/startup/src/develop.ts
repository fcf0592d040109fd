/** What `npm run dev` runs: the same as `npm start`, but pages from their sources, and processes that take up changes. */
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
