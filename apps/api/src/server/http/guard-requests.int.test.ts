import { request } from "node:http";
import { openLog } from "@scrip/process/log";
import { describe, expect, it } from "vitest";
import { anApi, listen } from "../../testing/an-api.ts";
import { read } from "../../testing/answered.ts";
import { rawHttp } from "../../testing/raw-http.ts";
import { httpLines, rawSocket, statusesOf } from "../../testing/raw-socket.ts";

const api = await anApi();

/** The log of the server, of every level. */
const logged: string[] = [];
const log = openLog({ name: "api", level: "trace", isForPeople: false, write: (line) => void logged.push(line) });
const url = await listen(api.deps, { log, receiveMs: 200 });

const HOST = `Host: ${new URL(url).host}`;
const SIGN_IN = "POST /api/auth/sign-in/email HTTP/1.1";

describe("a body that is not JSON", () => {
  it.each([
    "multipart/form-data; boundary=x",
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/octet-stream",
    "application/jsonp",
    "application/json; charset=utf-16",
    "",
  ])("F4 of type %j is refused before it is read", async (type) => {
    const head = [SIGN_IN, HOST, ...(type === "" ? [] : [`Content-Type: ${type}`])];
    // The body never comes. Only a server that waits for none of it can answer.
    for (const length of ["Content-Length: 209715200", "Content-Length: 10", "Transfer-Encoding: chunked"])
      expect([length, statusesOf(await rawSocket(url, httpLines(...head, length)))]).toEqual([length, [415]]);
  });

  it.each(["/trpc/balance.get", "/trpc/a,b,c?batch=1", "/download/activity.csv", "/healthz", "/", "/nowhere"])(
    "F4 is refused at %s too",
    async (path) => {
      const head = [`POST ${path} HTTP/1.1`, HOST, "Content-Type: multipart/form-data; boundary=x"];
      expect(statusesOf(await rawSocket(url, httpLines(...head, "Content-Length: 209715200")))).toEqual([415]);
    },
  );

  it("F4 is refused if it is compressed", async () => {
    const head = [SIGN_IN, HOST, "Content-Type: application/json", "Content-Encoding: gzip", "Content-Length: 10"];
    expect(statusesOf(await rawSocket(url, httpLines(...head)))).toEqual([415]);
  });

  it("F4 is not asked for: a caller that waits for 100 Continue gets the refusal", async () => {
    const expects = [HOST, "Expect: 100-continue", "Content-Length: 2"];
    const form = [SIGN_IN, ...expects, "Content-Type: multipart/form-data; boundary=x"];
    expect(statusesOf(await rawSocket(url, httpLines(...form)))).toEqual([415]);
    const json = [SIGN_IN, ...expects, "Content-Type: application/json", "Connection: close"];
    expect(statusesOf(await rawSocket(url, `${httpLines(...json)}{}`))).toEqual([100, 403]);
  });

  it("is refused in the form of the API", async () => {
    const { status, error, headers } = await read(
      await rawHttp(url, "/api/auth/sign-in/email", {
        method: "POST",
        body: "a=1",
        headers: { "content-type": "text/plain" },
      }),
    );
    expect([status, error?.code, headers.get("connection")]).toEqual([415, "bad_input", "close"]);
    expect(error?.message).toContain("application/json");
  });
});

describe("a body above a megabyte", () => {
  const head = [SIGN_IN, HOST, "Content-Type: application/json"];

  it("F4 is refused before it is read", async () => {
    expect(statusesOf(await rawSocket(url, httpLines(...head, "Content-Length: 1048577")))).toEqual([413]);
  });

  it("F4 is refused once it is too large, if its length is not stated", async () => {
    const chunk = `100000\r\n${" ".repeat(0x100000)}\r\n`;
    const sent = `${httpLines(...head, "Transfer-Encoding: chunked")}${chunk}1\r\n \r\n`;
    expect(statusesOf(await rawSocket(url, sent))).toEqual([413]);
  });
});

it.each(["GET", "HEAD"])("a %s with a body is refused", async (method) => {
  const head = [`${method} /trpc/session.get HTTP/1.1`, HOST, "Content-Type: application/json", "Content-Length: 10"];
  expect(statusesOf(await rawSocket(url, httpLines(...head)))).toEqual([400]);
});

describe("a connection with a refused body", () => {
  const smuggled = httpLines("GET /healthz HTTP/1.1", HOST);

  it.each([
    ["a type that is not JSON", 415, `Content-Type: text/plain`, `Content-Length: ${smuggled.length}`],
    ["a body of a GET", 400, "Content-Type: application/json", `Content-Length: ${smuggled.length}`],
    ["a body that is too large", 413, "Content-Type: application/json", "Content-Length: 2000000"],
  ])("is closed, so that the body is not read as the next request: %s", async (name, status, ...headers) => {
    const line = name === "a body of a GET" ? "GET /trpc/session.get HTTP/1.1" : SIGN_IN;
    expect(statusesOf(await rawSocket(url, httpLines(line, HOST, ...headers) + smuggled))).toEqual([status]);
  });

  it("is closed after a length and a chunked body that contradict each other", async () => {
    const head = [SIGN_IN, HOST, "Content-Type: application/json", "Content-Length: 4", "Transfer-Encoding: chunked"];
    expect(statusesOf(await rawSocket(url, `${httpLines(...head)}0\r\n\r\n${smuggled}`))).toEqual([400]);
  });
});

describe("a request that does not arrive", () => {
  it("is cut off in the middle of its headers", async () => {
    expect(statusesOf(await rawSocket(url, `${SIGN_IN}\r\n${HOST}\r\nX-Half: `))).toEqual([408]);
  });

  it("is cut off in the middle of its body", async () => {
    const head = [SIGN_IN, HOST, "Content-Type: application/json", "Content-Length: 100"];
    expect(statusesOf(await rawSocket(url, `${httpLines(...head)}{`))).toEqual([408]);
  });
});

describe("a method that no route has", () => {
  it.each(["TRACE", "OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND"])("%s is refused", async (method) => {
    for (const path of ["/trpc/session.get", "/", "/nowhere"]) {
      const lines = httpLines(`${method} ${path} HTTP/1.1`, HOST, "Connection: close");
      const received = await rawSocket(url, lines);
      expect([path, statusesOf(received)]).toEqual([path, [405]]);
      expect(received).toMatch(/^allow: GET, HEAD, POST\r$/m);
    }
  });
});

describe("a Host", () => {
  it.each(["a b", "user@127.0.0.1", "127.0.0.1/path", "127.0.0.1:port", "127.0.0.1:99999", "[::1", "a,b", "%zz"])(
    "that is malformed is refused: %j",
    async (host) => {
      const lines = httpLines("GET /trpc/session.get HTTP/1.1", `Host: ${host}`, "Connection: close");
      expect(statusesOf(await rawSocket(url, lines))).toEqual([400]);
    },
  );

  it("that is missing is refused in HTTP/1.0 too, except to a probe of a load balancer", async () => {
    expect(statusesOf(await rawSocket(url, httpLines("GET /trpc/session.get HTTP/1.0")))).toEqual([400]);
    for (const path of ["/healthz", "/readyz"])
      expect(statusesOf(await rawSocket(url, httpLines(`GET ${path} HTTP/1.0`)))).toEqual([200]);
  });

  it.each(["localhost", "scrip_api:4870", "[::1]:4870", "credits.example.com", "127.0.0.1"])(
    "that is well-formed is accepted: %s",
    async (host) => {
      const lines = httpLines("GET /trpc/session.get HTTP/1.0", `Host: ${host}`);
      expect(statusesOf(await rawSocket(url, lines))).toEqual([200]);
    },
  );
});

it.each(["Host: 127.0.0.1", "Authorization: Bearer x", "Content-Type: application/json", "Origin: http://a.example"])(
  "a second %s is refused, because two readers could believe different ones",
  async (header) => {
    const lines = ["GET /trpc/session.get HTTP/1.1", HOST, header, header, "Connection: close"];
    expect(statusesOf(await rawSocket(url, httpLines(...lines)))).toEqual([400]);
  },
);

it("an address that is too long is refused in the form of the API", async () => {
  const received = await rawSocket(url, httpLines(`GET /trpc/session.get?input=${"x".repeat(20_000)} HTTP/1.1`, HOST));
  expect(statusesOf(received)).toEqual([431]);
  const body = JSON.parse(received.split("\r\n\r\n")[1] ?? "");
  expect(body.error.data.scrip).toMatchObject({ code: "bad_input" });
  expect(received).toMatch(/^cache-control: no-store\r$/m);
});

it("a batch of more than a hundred calls is refused, in the address and in the body", async () => {
  const names = Array.from({ length: 101 }, () => "session.get").join(",");
  const got = await read(await rawHttp(url, `/trpc/${names}?batch=1&input={}`));
  expect([got.status, got.error?.code]).toEqual([400, "bad_input"]);
  const headers = { "content-type": "application/json" };
  const posted = await read(await rawHttp(url, `/trpc/${names}?batch=1`, { method: "POST", headers, body: "{}" }));
  expect([posted.status, posted.error?.code]).toEqual([400, "bad_input"]);
});

it("no refusal of these leaves a stack in the log", () => {
  expect(logged.length).toBeGreaterThan(0);
  expect(logged.filter((line) => /"stack"|"level":"(error|fatal|warn)"/.test(line))).toEqual([]);
});

it("a request in time is answered on a connection that stays open", async () => {
  const { status, headers } = await new Promise<{
    status: number | undefined;
    headers: NodeJS.Dict<string | string[]>;
  }>((resolve, reject) => {
    request(`${url}/healthz`, { headers: { connection: "keep-alive" } }, (message) => {
      message.resume();
      resolve({ status: message.statusCode, headers: message.headers });
    })
      .on("error", reject)
      .end();
  });
  expect([status, headers.connection]).toEqual([200, "keep-alive"]);
});
