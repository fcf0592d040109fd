import { command } from "./paths.ts";

/** A check of the sources that counts as one test. */
export interface Check {
  name: string;
  /** The name by which `npm test -- <id>` runs it. */
  id: string;
  run: readonly [string, ...string[]];
}

export const CHECKS: readonly Check[] = [
  {
    name: "types (tsc)",
    id: "types",
    run: [command("turbo"), "run", "typecheck", "--continue", "--output-logs=errors-only"],
  },
  { name: "format and lint (Biome)", id: "biome", run: [command("biome"), "check", "--error-on-warnings"] },
  { name: "type-aware lint (oxlint)", id: "oxlint", run: [command("oxlint")] },
  { name: "dependency rule (turbo boundaries)", id: "boundaries", run: [command("turbo"), "boundaries"] },
  {
    name: "arrows between rooms and features",
    id: "arrows",
    run: [process.execPath, "tooling/quality/src/arrows/main.ts"],
  },
  { name: "unused code (knip)", id: "knip", run: [command("knip"), "--no-progress", "--no-config-hints"] },
];
