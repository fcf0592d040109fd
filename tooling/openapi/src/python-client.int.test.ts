import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { ROOT } from "./files.ts";
import { aServer } from "./testing/a-server.ts";

const run = promisify(execFile);
const FOLDER = join(ROOT, "clients/python");

/** Why the tests cannot run on this machine; `null` if they can. */
const missing = pythonProblem();
if (missing !== null) console.log(`The tests of the Python client are skipped: ${missing}`);

function pythonProblem(): string | null {
  const { status, stdout } = spawnSync("python3", ["-c", "import sys; print(sys.version_info[:2] >= (3, 10))"]);
  if (status !== 0) return "there is no python3.";
  return stdout.toString().trim() === "True" ? null : "python3 is older than 3.10.";
}

describe.skipIf(missing !== null)("the Python client against a real server", async () => {
  const server = missing === null ? await aServer() : { url: "", key: "" };
  const env = {
    PATH: process.env.PATH,
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONPATH: FOLDER,
    SCRIP_URL: server.url,
    SCRIP_KEY: server.key,
  };

  it("passes its own tests", async () => {
    const { stderr } = await run("python3", ["-W", "error", "-m", "unittest", "test_client"], { cwd: FOLDER, env });
    expect(stderr).toMatch(/Ran \d\d tests in .*\n\nOK\n$/);
  });

  it("runs the lines of its README", async () => {
    const example = /^```python\n(.*?)^```$/ms.exec(readFileSync(join(FOLDER, "README.md"), "utf8"))?.[1] ?? "";
    expect(example.split("\n").filter(Boolean).length).toBeLessThanOrEqual(10);
    const { stdout } = await run("python3", ["-c", example], { env });
    const [, promised] = /# (\w+ \d+)\n$/.exec(example) ?? [];
    expect(stdout.trim()).toBe(promised);
  });

  it("needs only the standard library", async () => {
    const program =
      "import sys; import scrip_client; print([name for name in {m.split('.')[0] for m in sys.modules} if name not in sys.stdlib_module_names and name not in ('scrip_client', '__main__')])";
    // -S: without the packages of the machine.
    const { stdout } = await run("python3", ["-S", "-c", program], { env });
    expect(stdout.trim()).toBe("[]");
  });
});
