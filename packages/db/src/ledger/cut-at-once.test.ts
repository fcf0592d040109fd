import { randomUUIDv7 } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, it } from "vitest";
import { TransientError } from "../connection/errors.ts";
import { openLedger } from "./ledger.ts";

const AUTHENTICATED = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]);
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

/** PostgreSQL's message to a session that an operator terminates. */
function terminated(): Buffer {
  const fields = Buffer.from("SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0");
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

// The pool listens for errors on idle connections, and a transaction on its own connection. Between the two there was
// no listener, so an error in the same packet as the greeting ended the process.
it("E3 a connection that ends at the moment when the pool hands it out fails only its own command", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(Buffer.concat([AUTHENTICATED, READY, terminated()])));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const books = { ensure: async () => {}, book: () => expect.unreachable() };
  const ledger = openLedger({ url: `postgres://app:secret@127.0.0.1:${port}/scrip`, books });
  try {
    await expect(ledger.peek(randomUUIDv7())).rejects.toBeInstanceOf(TransientError);
  } finally {
    await ledger.close();
    server.close();
  }
});
