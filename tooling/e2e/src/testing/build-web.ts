import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { root } from "./paths.ts";

const COMMAND = join(root, "node_modules/.bin/turbo");
const TOOLS = join(root, ".scrip/tools");

/** Builds the SPA and the documentation from these sources. What has not changed, turbo takes from its cache. */
export async function buildWeb(): Promise<void> {
  const filters = ["--filter=@scrip/web", "--filter=@scrip/docs"];
  const args = ["run", "build", ...filters, "--output-logs=errors-only", "--log-order=grouped"];
  const child = spawn(COMMAND, args, {
    cwd: root,
    env: { ...process.env, PATH: path() },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`The pages could not be built.\n${said}`);
}

/** A PATH with the project's own pnpm, which turbo needs: `npm test` adds pnpm to PATH, plain `vitest` does not. */
function path(): string {
  const pnpm = readdirSync(TOOLS).filter((name) => name.startsWith("pnpm-"));
  return [process.env.PATH, ...pnpm.map((name) => join(TOOLS, name, "bin"))].join(delimiter);
}
