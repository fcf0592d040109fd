import { describe, expect, it } from "vitest";
import { OrganizationMissing, OrganizationMoved, TransientError } from "./errors.ts";
import { type Routes, routed } from "./routing.ts";

const ORG = "00000000-0000-7000-8000-000000000001";

/** Two cells by name, and what each says of the organization: it lives there (`null`), or which cell to ask. */
function cells(says: Record<string, string | null | undefined>, directory: string) {
  const visits: string[] = [];
  const learned: (string | null)[] = [];
  let known = directory;
  const routes: Routes<string> = {
    whereIs: {
      cellOf: () => known,
      learn: (_, cell) => {
        learned.push(cell);
        known = cell ?? directory;
      },
    },
    cellNamed: (name) => name,
    ask: async (cell) => {
      const to = says[cell];
      if (to === undefined) return "never_here";
      return to === null ? "here" : { ask: to };
    },
  };
  /** A unit that finds out by itself that the organization moved, as an ordinary transaction does. */
  const enter = async (cell: string): Promise<string> => {
    visits.push(cell);
    const to = says[cell];
    if (to === undefined) throw new OrganizationMissing(ORG);
    if (to !== null) throw new OrganizationMoved(ORG, to);
    return `done in ${cell}`;
  };
  /** A unit that only finds no row, as a read does. */
  const find = async (cell: string): Promise<string> => {
    visits.push(cell);
    if (says[cell] !== null) throw new OrganizationMissing(ORG);
    return `found in ${cell}`;
  };
  return { routes, visits, learned, enter, find };
}

describe("a unit of work of an organization", () => {
  it("runs once in the cell of the directory", async () => {
    const { routes, visits, learned, enter } = cells({ a: null }, "a");
    expect(await routed(routes, ORG, enter)).toBe("done in a");
    expect([visits, learned]).toEqual([["a"], []]);
  });

  it("follows an organization that moved, and remembers where it went", async () => {
    const { routes, visits, learned, enter } = cells({ a: "b", b: null }, "a");
    expect(await routed(routes, ORG, enter)).toBe("done in b");
    expect(await routed(routes, ORG, enter)).toBe("done in b");
    expect([visits, learned]).toEqual([["a", "b", "b"], ["b"]]);
  });

  it("follows it too if it only found no organization", async () => {
    const { routes, visits, find } = cells({ a: "b", b: null }, "a");
    expect(await routed(routes, ORG, find)).toBe("found in b");
    expect(visits).toEqual(["a", "b"]);
  });

  it("is told that an organization does not exist, if no cell has it", async () => {
    const { routes, visits, find } = cells({}, "a");
    await expect(routed(routes, ORG, find)).rejects.toThrow(OrganizationMissing);
    expect(visits).toEqual(["a"]);
  });

  it("finds an organization that comes back while its cell is asked for it", async () => {
    const says: Record<string, string | null> = { a: "b", b: null };
    const { routes, visits, find } = cells(says, "a");
    const comesBack = async (cell: string): Promise<string> => {
      const found = find(cell);
      if (visits.length === 1) Object.assign(says, { a: null, b: "a" });
      return found;
    };
    expect(await routed(routes, ORG, comesBack)).toBe("found in a");
    expect(visits).toEqual(["a", "a"]);
  });

  it("is told what it found itself, if its cell has the organization all the time", async () => {
    const { routes } = cells({ a: null }, "a");
    const finds = (): Promise<never> => Promise.reject(new OrganizationMissing(ORG));
    await expect(routed(routes, ORG, finds)).rejects.toThrow(OrganizationMissing);
  });

  it("waits between the last two steps of a move, and goes on once the target has the organization", async () => {
    const says: Record<string, string | null> = { a: "b", b: "a" };
    const { routes, visits, enter } = cells(says, "a");
    const arriving = async (cell: string): Promise<string> => {
      if (visits.length === 3) says.b = null;
      return enter(cell);
    };
    expect(await routed(routes, ORG, arriving)).toBe("done in b");
    expect(visits).toEqual(["a", "b", "a", "b"]);
  });

  it("is refused with `organization_moved` if the move does not end", async () => {
    const { routes, enter } = cells({ a: "b", b: "a" }, "a");
    const refused: unknown = await routed(routes, ORG, enter).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TransientError);
    expect(refused).toMatchObject({ reason: "organization_moved" });
  });

  it("does not run again after any other error", async () => {
    const { routes, visits } = cells({ a: "b", b: null }, "a");
    const fails = async (cell: string): Promise<never> => {
      visits.push(cell);
      throw new Error("the rows do not add up");
    };
    await expect(routed(routes, ORG, fails)).rejects.toThrow("the rows do not add up");
    expect(visits).toEqual(["a"]);
  });
});
