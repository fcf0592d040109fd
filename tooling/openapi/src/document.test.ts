import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { openApiDocument } from "@scrip/api/openapi";
import { HTTP_STATUS } from "@scrip/contract/errors";
import { SERVICE_CALLS } from "@scrip/contract/service-calls";
import { REFUSALS } from "@scrip/domain/refusals";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import type { OpenApi } from "./document.ts";
import { COMMAND, generatedFiles, ROOT } from "./files.ts";

const document = openApiDocument() as OpenApi;
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

describe("the document", () => {
  it("is valid OpenAPI 3.1 by the schema of the OpenAPI Initiative", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(document)));
    expect([valid, validator.version, errors]).toEqual([true, "3.1", undefined]);
  });

  it("is valid OpenAPI 3.1 by Redocly, its examples too", async () => {
    const config = await createConfig({ extends: ["recommended-strict"] });
    const source = JSON.stringify(document);
    const problems = await lintFromString({ source, absoluteRef: "openapi.json", config });
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  it("has every call of services once", () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const named = Object.keys(SERVICE_CALLS).map((name) =>
      name.replace(/\.(.)/, (_, letter: string) => letter.toUpperCase()),
    );
    expect(ids.sort()).toEqual(named.sort());
  });

  it("has plain paths", () => {
    for (const path of Object.keys(document.paths)) expect(path).toMatch(/^\/v1\/[a-z]+\/[a-z]+(-[a-z]+)*$/);
  });

  it("has every refusal with its meaning, an example and its status", () => {
    const { responses } = (document as unknown as { components: { responses: Record<string, ErrorResponse> } })
      .components;
    const found = Object.values(responses).flatMap(({ content }) =>
      Object.entries(content["application/json"].examples).map(([code, { summary }]) => [code, summary]),
    );
    const all = Object.entries(REFUSALS).map(([code, { meaning }]) => [code, meaning]);
    expect(new Map(found as [string, string][])).toEqual(new Map([...all, ["internal", expect.any(String)]] as never));
    const statuses = [...Object.values(HTTP_STATUS), 200, 500].map(String).sort();
    for (const { responses: given } of operations) expect(Object.keys(given).sort()).toEqual(statuses);
  });

  it("says what each amount is: text of digits, with a pattern", () => {
    const amounts = schemasIn(document).filter(({ format }) => format === "micro-usd" || format === "nano-usd");
    expect(amounts.length).toBeGreaterThan(100);
    for (const amount of amounts) {
      expect([amount.type].flat()).toContain("string");
      for (const wrong of ["-1", "0.5", "1e3", "", " 5"])
        expect(new RegExp(amount.pattern ?? "").test(wrong)).toBe(false);
      expect(new RegExp(amount.pattern ?? "").test("999999999999999")).toBe(true);
    }
  });

  it("describes each operation and each field of its input that needs a word", () => {
    for (const { operationId, summary, description } of operations) {
      expect([operationId, summary]).toEqual([operationId, expect.stringMatching(/\.$/)]);
      expect(description).toMatch(/^Needs a (platform|service) key with the scope `[a-z]+:[a-z]+`\.$/);
    }
  });
});

it.each([...generatedFiles()].map(([path, text]) => [relative(ROOT, path), path, text] as const))(
  "%s is up to date",
  (name, path, text) => {
    expect(readFileSync(path, "utf8") === text, `${name} is out of date. Run: ${COMMAND}`).toBe(true);
  },
);

interface ErrorResponse {
  readonly content: {
    readonly "application/json": { readonly examples: Readonly<Record<string, { summary: string }>> };
  };
}

interface FoundSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
}

function schemasIn(value: unknown): FoundSchema[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "format" in value && typeof value.format === "string" ? [value as FoundSchema] : [];
  return [...own, ...Object.values(value).flatMap(schemasIn)];
}
