import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

/** Opens tracing with an environment, in a process of its own. @returns the packages of OpenTelemetry that it loaded */
function loadedWith(env: object): readonly string[] {
  const program = `
    const { registerHooks } = await import("node:module");
    const loaded = new Set();
    registerHooks({ resolve: (name, context, next) => {
      if (name.startsWith("@opentelemetry/")) loaded.add(name);
      return next(name, context);
    } });
    const { openTraces } = await import(${JSON.stringify(join(import.meta.dirname, "index.ts"))});
    const traces = await openTraces(${JSON.stringify({ OTEL_TRACES_SAMPLER_ARG: 1, ...env })}, "api", { info: () => {} });
    await traces?.close();
    console.log(JSON.stringify([...loaded]));`;
  return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "--eval", program], { encoding: "utf8" }));
}

it("loads OpenTelemetry only with an endpoint", () => {
  expect(loadedWith({})).toEqual([]);
  expect(loadedWith({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1" })).toContain("@opentelemetry/sdk-trace");
});
