/** A process for the tests of `runProcess`: `node start.fixture.ts MOMENT` fails at its start (`start`) or after it (`later`). */
import { openLog } from "./log.ts";
import { runProcess } from "./start.ts";

const SECRET_URL = "postgres://app:canary@db/scrip";
const failure = Object.assign(new Error(`no answer from ${SECRET_URL}`), { input: SECRET_URL });

await runProcess(async (parts) => {
  parts.add("the first part", () => console.log("first closed"));
  parts.add("the second part", () => console.log("second closed"));
  if (process.argv[2] === "start") throw failure;
  setImmediate(() => {
    throw failure;
  });
  return openLog({ name: "fixture", level: "info", isForPeople: false });
}, []);
