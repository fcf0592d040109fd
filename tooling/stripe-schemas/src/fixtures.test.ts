import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { DIFFERENCES } from "./fixture-differences.fixture.ts";
import { openSchemas } from "./open-schemas.ts";

/** Stripe's published example objects. The file is outside the repository, next to it. */
const FIXTURES = resolve(import.meta.dirname, "../../../../shared/data/stripe-fixtures.json");

if (!existsSync(FIXTURES)) console.warn(`Stripe's fixtures are not checked, since there is no such file: ${FIXTURES}`);

describe.runIf(existsSync(FIXTURES))("Stripe's published fixtures", () => {
  it("pass the check, except for the explained differences, each of which is needed", async () => {
    const { resources } = JSON.parse(readFileSync(FIXTURES, "utf8")) as { resources: Record<string, unknown> };
    const schemas = await openSchemas();
    const found = Object.entries(resources).flatMap(([name, object]) =>
      schemas.checkObject(object).map(({ path, message }) => ({ at: name + path, message })),
    );
    const explained = DIFFERENCES.flatMap(({ at }) => at).map((pattern) => ({ pattern, covers: covers(pattern) }));

    expect(found.filter(({ at }) => !explained.some((difference) => difference.covers(at)))).toEqual([]);
    const needless = explained.filter((difference) => !found.some(({ at }) => difference.covers(at)));
    expect(needless.map(({ pattern }) => pattern)).toEqual([]);
    expect(Object.keys(resources).length).toBeGreaterThan(100);
  });
});

function covers(pattern: string): (path: string) => boolean {
  const start = pattern.replace(/\*$/, "");
  return (path) => (start === pattern ? path === pattern : path.startsWith(start));
}
