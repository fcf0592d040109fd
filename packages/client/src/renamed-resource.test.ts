import { describe, expect, it } from "vitest";
import { checkPlatform } from "./testing/a-platform.ts";

const catalog = (resource: string) => `
import { defineCatalog, tiered } from "@scrip/domain/catalog";

export const catalog = defineCatalog({
  ...tiered,
  name: "house",
  resources: { "${resource}": { title: "Blackwell", unit: "hour", rate: "6.50", kinds: ["training"] } },
});
`;

const service = (catalogFile: string) => `
import { createClient } from "@scrip/client";
import type { catalog } from "./${catalogFile}";

const client = createClient<typeof catalog>({ url: "http://127.0.0.1:4870", key: "scrip_1" });
export const started = client.jobs.start({
  job: "run-42",
  resource: "gpu.blackwell",
  next: { untilMs: 600_000 },
});
`;

describe("a platform's service", () => {
  it("fails to compile after a resource is renamed in the catalog, at the old name and nowhere else", async () => {
    const problems = await checkPlatform({
      "catalog.ts": catalog("gpu.blackwell"),
      "service.ts": service("catalog.ts"),
      "renamed-catalog.ts": catalog("gpu.b200"),
      "renamed-service.ts": service("renamed-catalog.ts"),
    });
    const line = service("").split("\n").indexOf('  resource: "gpu.blackwell",') + 1;
    expect(problems).toEqual([{ file: "renamed-service.ts", line, code: "TS2322" }]);
  });
});
