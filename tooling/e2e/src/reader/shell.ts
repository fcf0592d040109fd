import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../testing/paths.ts";

const run = promisify(execFile);

/** A command of a page may wait for a build on a busy machine. */
const LIMIT_MS = 240_000;

/** A reader's terminal: each block continues in the folder and with the variables of the block before it. */
export class Shell {
  readonly #home: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #state: string;

  /**
   * @param home the reader's home folder
   * @param env the variables that the terminal begins with
   */
  constructor(home: string, env: NodeJS.ProcessEnv) {
    this.#home = home;
    this.#env = { ...env, HOME: home, NO_COLOR: "1" };
    this.#state = join(home, ".state");
  }

  /**
   * Runs a block as the reader's shell would, and stops at the first command that fails.
   * @returns what it printed
   * @throws Error with its output if a command fails
   */
  async run(commands: string): Promise<string> {
    const before = existsSync(this.#state) ? `. "${this.#state}"\n` : "";
    const after = `{ export -p; echo "OLDPWD='$OLDPWD'"; echo "cd -P '$PWD' && OLDPWD='$OLDPWD'"; } > "${this.#state}"`;
    const script = join(this.#home, ".block.sh");
    writeFileSync(script, `${before}set -e\n${commands}\n${after}\n`);
    try {
      const { stdout } = await run("bash", [script], { cwd: root, env: this.#env, timeout: LIMIT_MS });
      return stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`A block of the documents fails:\n${commands}\n${stdout}\n${stderr}`);
    }
  }

  /** Saves a file where the page says: in the home's folder of the quickstart, or in the folder of the terminal. */
  save(path: string, text: string): void {
    writeFileSync(join(this.#home, path), text);
  }
}
