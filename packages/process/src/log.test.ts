import { expect, it } from "vitest";
import { type LogOptions, openLog } from "./log.ts";

/** A log that collects its lines. */
function aLog(options: Partial<LogOptions> = {}) {
  const texts: string[] = [];
  const write = (line: string): void => void texts.push(line);
  const log = openLog({ name: "api", level: "info", isForPeople: false, write, ...options });
  return { log, texts, lines: () => texts.map((text) => JSON.parse(text)) };
}

it("writes a line of JSON with time, level, process, message and fields", () => {
  const { log, lines } = aLog();
  log.child({ reqId: "r1" }).info({ orgId: "o1" }, "hello");
  expect(lines()).toEqual([
    expect.objectContaining({ level: "info", name: "api", msg: "hello", reqId: "r1", orgId: "o1", pid: process.pid }),
  ]);
  expect(new Date(lines()[0].time).toISOString()).toBe(lines()[0].time);
});

it("omits lines below its level", () => {
  const { log, lines } = aLog({ level: "warn" });
  log.info("not this");
  log.warn("this");
  expect(lines().map(({ msg }) => msg)).toEqual(["this"]);
});

it("writes the type, message, code, stack and causes of an error, and nothing else", () => {
  const { log, texts, lines } = aLog();
  const cause = Object.assign(new Error("no rights"), { code: "42501", detail: "row (canary)" });
  log.error({ err: Object.assign(new TypeError("failed", { cause }), { parameters: ["canary"] }) }, "call failed");
  expect(lines()[0].err).toMatchObject({
    type: "TypeError",
    message: "failed",
    stack: expect.stringContaining("log.test.ts"),
    cause: { type: "Error", message: "no rights", code: "42501" },
  });
  expect(texts.join("")).not.toContain("canary");
});

it("writes the parts of an AggregateError, and stops in a circle of causes", () => {
  const { log, lines } = aLog();
  const inCircle = new Error("circle");
  inCircle.cause = inCircle;
  log.error({ err: new AggregateError([new Error("first"), inCircle], "both") }, "failed");
  expect(lines()[0].err.errors).toMatchObject([{ message: "first" }, { message: "circle" }]);
});

const KEY = `scrip_p${"k".repeat(43)}`;

it.each([
  ["the password of an address", "postgres://app:canary@db:5432/scrip", "postgres://app:[hidden]@db:5432/scrip"],
  [
    "a password with special characters",
    "postgres://app:canary:/x@canary@db/scrip",
    "postgres://app:[hidden]@db/scrip",
  ],
  ["a password in a query", "postgres:///scrip?host=/run&password=canary&a=1", "host=/run&password=[hidden]&a=1"],
  ["a service key", `the key ${KEY} is wrong`, "the key scrip_p[hidden] is wrong"],
  ["a header", "authorization: Bearer canary", "authorization: Bearer [hidden]"],
  ["a cookie", "scrip_development_session=canary; other=1", "scrip_development_session=[hidden]; other=1"],
])("hides %s, wherever it appears", (_name, text, shown) => {
  for (const isForPeople of [true, false]) {
    const { log, texts } = aLog({ isForPeople });
    log.info(text);
    log.info({ field: { deep: text } }, "a field");
    log.error({ err: new Error(text) }, "an error");
    expect(texts).toHaveLength(3);
    for (const each of texts) expect(each).toContain(shown);
    expect(texts.join("")).not.toMatch(/canary|kkkk/);
  }
});

it("does not change names of Scrip and addresses without a password", () => {
  const { log, lines } = aLog();
  const text = "scrip_ledger_connections_awaited scrip_owner http://127.0.0.1:4870/a?b=c org_0190";
  log.info(text);
  expect(lines()[0].msg).toBe(text);
});

it("writes only the method of a request", () => {
  const { log, texts, lines } = aLog();
  log.info({ req: { method: "GET", url: "/canary", headers: { cookie: "canary" } } }, "a request");
  expect(lines()[0].req).toEqual({ method: "GET" });
  expect(texts.join("")).not.toContain("canary");
});

it("writes one line for a person, and the stack of an error below it", () => {
  const { log, texts } = aLog({ isForPeople: true });
  log.info({ orgId: "o1", tookMs: 5 }, "hello");
  expect(texts[0]).toMatch(/^\S+Z info hello orgId=o1 tookMs=5\n$/);
  log.error({ err: new Error("outer", { cause: new Error("inner") }) }, "failed");
  expect(texts[1]).toMatch(
    /^\S+Z error failed\n {4}Error: outer\n(?: {4} {4}at .*\n)+ {4}caused by Error: inner\n(?: {4} {4}at .*\n)+$/,
  );
});

it("does not let a caller's text look like another line", () => {
  const { log, texts } = aLog({ isForPeople: true });
  log.error({ err: new Error("a\n2026-01-01T00:00:00.000Z info paid"), other: "b\r\nc" }, "d\ne");
  const lines = texts[0]?.split("\n") ?? [];
  expect(lines[0]).toMatch(/ error d e other=b c$/);
  for (const line of lines.slice(1)) expect(line).toMatch(/^( {4}|$)/);
});
