import { freePort } from "@scrip/db/testing";
import { expect, it, vi } from "vitest";
import { anApi, callOver } from "./testing/an-api.ts";
import { startApiProcess } from "./testing/api-process.ts";
import { aTraceCollector, type CollectedSpan } from "./testing/trace-collector.ts";

const api = await anApi();
const { urls } = api.database;
const PATIENT = { timeout: 60_000, interval: 100 };

it("traces a request down to the statements of its batch, and its log lines name the trace", async () => {
  const org = await api.anOrganization({ credit: 100 });
  const { url: endpoint, spans } = await aTraceCollector();
  const port = await freePort();
  const process = startApiProcess({
    APP_DATABASE_URL: urls.app,
    VERIFY_DATABASE_URL: urls.verify,
    NODE_ENV: "test",
    PORT: `${port}`,
    SCRIP_METRICS_PORT: "0",
    SCRIP_LOG_LEVEL: "debug",
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  });
  const url = `http://127.0.0.1:${port}`;
  await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).ok).toBe(true), PATIENT);
  const charges = ["a", "b"].map((idempotencyKey) =>
    callOver(url, "charges.create", { org, amount: "1", idempotencyKey }, api.key),
  );
  for (const { status } of await Promise.all(charges)) expect(status).toBe(200);
  expect((await callOver(url, "activity.list", { org }, api.key)).status).toBe(200);
  // A process that stops exports what is left.
  process.stop();
  expect([await process.ended, process.errorOutput()]).toEqual([0, ""]);

  const requests = spans.filter(({ name }) => name === "POST /trpc/:path");
  expect(requests).toHaveLength(2);
  const below = (span: CollectedSpan, name: string): readonly CollectedSpan[] =>
    spans.filter((each) => each.parentSpanId === span.spanId && each.name === name && each.traceId === span.traceId);
  const commands = requests.map((request) => {
    const [call] = below(request, "call charges.create");
    expect(attributesOf(call)).toMatchObject({ "scrip.org_id": org.slice(4), "scrip.actor": expect.any(String) });
    const [command] = below(call as CollectedSpan, "ledger charge");
    return command as CollectedSpan;
  });
  const batches = commands.flatMap((command) => below(command, "ledger batch"));
  const linked = batches.flatMap(({ links }) => links?.map(({ spanId }) => spanId) ?? []);
  // Both commands are in one batch or in two: each is above a batch, or linked to one.
  for (const { spanId } of commands)
    expect([...batches.map(({ parentSpanId }) => parentSpanId), ...linked]).toContain(spanId);
  const [batch] = batches;
  const statements = spans.filter(({ parentSpanId }) => parentSpanId === batch?.spanId).map(({ name }) => name);
  expect(statements).toContain("SQL BEGIN");
  expect(statements).toContain("SQL COMMIT");

  const [page] = spans.filter(({ name }) => name === "call activity.list");
  const reads = spans.filter(({ parentSpanId }) => parentSpanId === page?.spanId).map(({ name }) => name);
  expect(reads).toEqual(expect.arrayContaining(["SQL begin-read-by-key", "SQL activity-page"]));

  const line = process.lines().find(({ msg, procedure }) => msg === "call answered" && procedure === "charges.create");
  expect(requests.map(({ traceId }) => traceId)).toContain(line?.traceId);
  // No span has a value of a statement.
  expect(JSON.stringify(spans)).not.toContain(api.key);
});

function attributesOf(span: CollectedSpan | undefined): Record<string, unknown> {
  return Object.fromEntries(span?.attributes.map(({ key, value }) => [key, Object.values(value)[0]]) ?? []);
}
