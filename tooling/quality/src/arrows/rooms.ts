import type { SourceFile } from "./imports.ts";

/** For each room of a workspace, the other rooms that it may import. */
export type Rooms = Readonly<Record<string, readonly string[]>>;

const AREAS = ["access", "cells", "organizations", "catalog", "ledger", "notices", "plans", "billing", "usage"];

/** The rooms of `packages/db`: first the connection, then the areas, then the rooms that build on the areas. */
const DB_ROOMS: Rooms = {
  connection: [],
  events: ["connection"],
  queue: ["connection"],
  migrations: ["connection"],
  claims: ["connection"],
  ...Object.fromEntries(AREAS.map((area) => [area, ["connection", "events", "queue", "claims", ...AREAS]])),
  due: ["connection", "events", "queue", "claims", ...AREAS],
  read: ["connection", "events", "queue", "claims", ...AREAS],
  schema: ["connection", "events", "queue", "claims", "migrations", "due", ...AREAS],
  boot: ["connection", "events", "queue", "claims", "migrations", "due", "read", "schema", ...AREAS],
};

const DB = "packages/db/src/";
const FEATURES = "apps/web/src/features/";
/** Parts of `apps/web` that may not import features. */
const BELOW_FEATURES = ["components", "data", "shell", "words"].map((folder) => `apps/web/src/${folder}/`);

/** Finds the forbidden imports. @returns one line for each, with the reason */
export function forbiddenImports(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, imports }) =>
    imports.flatMap((target) => {
      const problem = problemOf(path, target);
      return problem === null ? [] : [`${path} imports ${target}: ${problem}`];
    }),
  );
}

function problemOf(path: string, target: string): string | null {
  if (path.startsWith(DB) && target.startsWith(DB)) return betweenRooms(path, target);
  if (!target.startsWith(FEATURES)) return null;
  if (BELOW_FEATURES.some((folder) => path.startsWith(folder))) return "only routes import features";
  if (path.startsWith(FEATURES) && featureOf(path) !== featureOf(target)) return "features do not import each other";
  return null;
}

function betweenRooms(path: string, target: string): string | null {
  const from = roomOf(path);
  const to = roomOf(target);
  if (from === to) return null;
  const allowed = DB_ROOMS[from];
  if (allowed === undefined) return `the room ${from} is not in the table of rooms`;
  return allowed.includes(to) ? null : `${from} may import ${allowed.join(", ") || "no other room"}`;
}

const roomOf = (path: string): string => path.slice(DB.length).split("/")[0] ?? "";
const featureOf = (path: string): string => path.slice(FEATURES.length).split("/")[0] ?? "";
