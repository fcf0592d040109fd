import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Home } from "../connection/home.ts";

/**
 * The functions, triggers and views of the database. Each file in `src/sql` has one object or one family. A file can be
 * applied again at any time (`CREATE OR REPLACE`), so to change a function, edit its file. The preparation applies the
 * files after the migrations, in this order: a view before the functions that read it.
 * `docs/decisions/0009-migrations-and-sql-files.md` states the rules.
 */
const FILES: readonly { readonly name: string; readonly home: Home }[] = [
  { name: "refuse-change", home: "organizations" },
  { name: "check-references", home: "organizations" },
  { name: "all-rows-found", home: "organizations" },
  { name: "instant-ms", home: "organizations" },
  { name: "series-of", home: "organizations" },
  { name: "key-id-of", home: "organizations" },
  { name: "postings", home: "organizations" },
  { name: "charges", home: "organizations" },
  { name: "marks", home: "organizations" },
  { name: "entries-before", home: "organizations" },
  { name: "due-rank", home: "organizations" },
  { name: "step-clock", home: "organizations" },
  { name: "enter-organization", home: "organizations" },
  { name: "lock-and-load", home: "organizations" },
  { name: "load-more", home: "organizations" },
  { name: "audit-stays", home: "organizations" },
  { name: "announce-plan", home: "organizations" },
  { name: "attempt-moves", home: "organizations" },
  { name: "documents-stay", home: "organizations" },
  { name: "platform-audit-stays", home: "platform" },
  { name: "document-numbers-stay", home: "platform" },
  { name: "welcome-person", home: "platform" },
];

const FOLDER = join(import.meta.dirname, "../sql");
const CITUS_FOLDER = join(import.meta.dirname, "../sql-citus");
const PLAIN_NAME = /^[a-z_][a-z0-9_]*$/;

/** A file of `src/sql`. */
export interface SqlFile {
  readonly name: string;
  readonly home: Home;
  /** Its statements, with `{{schema}}` in place of the schema of its home. */
  readonly text: string;
  /** SHA-256 of the text, in hexadecimal digits. */
  readonly hash: string;
}

/** The functions that replace others in a cell on Citus, in `src/sql-citus`. */
const CITUS_FILES = ["marks"];

/** The files of these homes, in the order in which they are applied. */
export function sqlFilesOf(homes: readonly Home[]): SqlFile[] {
  return FILES.filter(({ home }) => homes.includes(home)).map(({ name, home }) => read(FOLDER, name, home));
}

/** The files that are applied to a cell on Citus after the others. */
export function citusFiles(): SqlFile[] {
  return CITUS_FILES.map((name) => read(CITUS_FOLDER, name, "organizations"));
}

function read(folder: string, name: string, home: Home): SqlFile {
  const text = readFileSync(join(folder, `${name}.sql`), "utf8");
  return { name, home, text, hash: hash("sha256", text) };
}

/** The statements of a file for one schema. @throws Error if the name of the schema needs quotes */
export function inSchema({ name, text }: SqlFile, schema: string): string {
  if (!PLAIN_NAME.test(schema)) throw new Error(`${schema} cannot be the schema of ${name}.sql`);
  return text.replaceAll("{{schema}}", schema);
}
