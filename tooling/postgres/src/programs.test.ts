import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type Binaries, programsIn } from "./binaries.ts";
import { runnable } from "./programs.ts";

const stranger = { name: "postgres", uid: 64_000, gid: 64_000 };

describe.runIf(process.getuid?.() === 0)("runnable, as root", () => {
  let closed: Binaries;
  let place: string;

  beforeEach(() => {
    closed = somePrograms(aFolder(0o700));
    place = aFolder(0o755);
  });

  it("uses the original programs if their user can reach them", () => {
    const open = somePrograms(aFolder(0o755));
    expect(runnable(open, stranger, [])).toBe(open);
    expect(runnable(closed, undefined, [])).toBe(closed);
  });

  it("copies them once out of a closed folder", () => {
    const copy = runnable(closed, stranger, [place]);
    expect(copy.postgres).toBe(join(place, "scrip", `postgres-18.0.1-${process.arch}`, "bin", "postgres"));
    writeFileSync(join(copy.dir, "mark"), "");
    expect(runnable(closed, stranger, [place])).toEqual(copy);
    expect(readFileSync(join(copy.dir, "mark"), "utf8")).toBe("");
  });

  it("makes a new copy if a part of it was deleted", () => {
    const copy = runnable(closed, stranger, [place]);
    rmSync(join(copy.dir, "initdb"));
    expect(readFileSync(runnable(closed, stranger, [place]).initdb, "utf8")).toContain("initdb");
  });

  it("skips a place where another user may have put files, and uses the next one", () => {
    const hostile = aFolder(0o777);
    const shared = aFolder(0o777);
    const linked = aFolder(0o777);
    mkdirSync(join(hostile, "scrip"));
    chownSync(join(hostile, "scrip"), 64_001, 64_001);
    mkdirSync(join(shared, "scrip"));
    chmodSync(join(shared, "scrip"), 0o777);
    symlinkSync(aFolder(0o755), join(linked, "scrip"));
    const copy = runnable(closed, stranger, [hostile, shared, linked, "/nowhere/at/all\0", aFolder(0o700), place]);
    expect(copy.dir.startsWith(place)).toBe(true);
    expect(() => runnable(closed, stranger, [hostile])).toThrow(`a copy of them fits in none of ${hostile}`);
  });
});

function aFolder(mode: number): string {
  const folder = mkdtempSync(join(tmpdir(), "scrip-programs-"));
  chmodSync(folder, mode);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a package with programs that only print their name. */
function somePrograms(folder: string): Binaries {
  const programs = programsIn(join(folder, "native", "bin"));
  mkdirSync(programs.dir, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ version: "18.0.1" }));
  for (const name of ["postgres", "initdb"])
    writeFileSync(join(programs.dir, name), `#!/bin/sh\necho ${name}\n`, { mode: 0o755 });
  return programs;
}
