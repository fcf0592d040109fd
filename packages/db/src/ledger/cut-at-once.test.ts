import { randomUUIDv7 } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, it } from "vitest";
import { TransientError } from "../connection/errors.ts";
import { openLedger } from "./ledger.ts";

const AUTHENTICATED = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]);
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

/** PostgreSQL's answer to a session that an operator ends. */
function terminated(): Buffer {
  const fields = Buffer.from("SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0");
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

// The pool listens to idle connections and a transaction to its own; between the two nobody did, and an
// error in the same packet as the greeting ended the process.
it("E3 a connection that is ended in the moment in which it is handed out fails its command alone", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(Buffer.concat([AUTHENTICATED, READY, terminated()])));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const books = { ensure: async () => {}, book: () => expect.unreachable() };
  const ledger = openLedger({ url: `postgres://app:secret@127.0.0.1:${port}/scrip`, books });
  try {
    await expect(ledger.look(randomUUIDv7())).rejects.toBeInstanceOf(TransientError);
  } finally {
    await ledger.close();
    server.close();
  }
});
