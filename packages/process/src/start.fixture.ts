/** A process for the tests of `runProcess`. `node start.fixture.ts start` fails at its start, `... later` after it. */
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
