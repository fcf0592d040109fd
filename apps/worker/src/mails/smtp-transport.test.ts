import { freePort } from "@scrip/db/testing";
import { openLog } from "@scrip/process/log";
import { expect, it, onTestFinished } from "vitest";
import { aMailServer } from "../testing/a-mail-server.ts";
import { openSmtp } from "./smtp-transport.ts";

const REST_MS = 20_000;
const mail = (id: string) => ({ id, to: "ada@example.com", subject: "A mail", text: "text", html: "<p>text</p>" });

it("leaves a server that failed alone for 20 seconds, and sends after that", async () => {
  let now = 1000;
  const port = await freePort();
  const transport = openSmtp({
    server: { host: "127.0.0.1", port, tls: "none", login: null },
    sender: { name: "", address: "credit@example.com" },
    log: openLog({ name: "worker", level: "silent", isForPeople: false }),
    now: () => now,
  });
  onTestFinished(() => transport.close());
  await expect(transport.send(mail("1"))).rejects.toThrow("ECONNREFUSED");

  const server = await aMailServer({ port });
  now += REST_MS - 1;
  await expect(transport.send(mail("2"))).rejects.toThrow("ECONNREFUSED");
  expect(server.taken).toEqual([]);
  now += 1;
  await transport.send(mail("3"));
  await transport.send(mail("4"));
  expect(server.taken.map(({ messageId }) => messageId)).toEqual(["<3@example.com>", "<4@example.com>"]);
});
