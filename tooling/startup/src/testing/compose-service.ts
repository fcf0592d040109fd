import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import { root } from "../paths.ts";

/** What a container of `docker-compose.yml` runs. */
export interface ComposeService {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const file = parse(readFileSync(join(root, "docker-compose.yml"), "utf8"), { merge: true }) as {
  readonly services: Readonly<Record<string, ComposeService>>;
};

/**
 * What a container runs, with the variables of the caller's shell filled in.
 * @param shell the variables that `docker compose up` reads
 * @param replaced each text that this machine has in another form, such as the address of PostgreSQL
 */
export function composeService(
  name: string,
  shell: Readonly<Record<string, string>>,
  replaced: readonly (readonly [from: string, to: string])[],
): ComposeService {
  const service = file.services[name];
  if (service === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  const filled = (text: string): string =>
    replaced.reduce(
      (all, [from, to]) => all.replaceAll(from, to),
      text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_all, variable: string, kind = "", rest = "") => {
        const value = shell[variable];
        if (value !== undefined) return value;
        if (kind === "-") return rest;
        throw new Error(`${variable}: ${rest}`);
      }),
    );
  const environment = Object.entries(service.environment).map(([key, value]) => [key, filled(value)]);
  return { command: service.command, environment: Object.fromEntries(environment) };
}

/** A container's process on this machine. */
export interface ServiceProcess {
  readonly output: () => string;
  /** The exit code; `null` after a signal. */
  readonly ended: Promise<number | null>;
  readonly hasEnded: () => boolean;
  /** Sends SIGTERM and waits. */
  readonly stop: () => Promise<number | null>;
}

/** Ends the process with this one, at the latest. */
const END_WITH_PARENT = pathToFileURL(join(root, "tooling/startup/src/end-with-parent.ts")).href;

/**
 * Runs the command of a container with nothing in its environment but the container's.
 * @param more what this machine needs besides, such as free ports
 */
export function runService({ command, environment }: ComposeService, more: NodeJS.ProcessEnv = {}): ServiceProcess {
  const [program, ...args] = command;
  if (program !== "node") throw new Error(`the command begins with ${program}`);
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...environment, ...more },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const ended = once(child, "close").then(([code]) => code as number | null);
  return {
    output: () => output,
    ended,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
