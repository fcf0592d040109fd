import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";

/**
 * Sends bytes on a connection of its own, as no HTTP client would, and keeps the connection open.
 * @returns everything that the server sends until it closes the connection
 */
export async function rawSocket(server: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(server);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  socket.write(bytes);
  try {
    return await text(socket);
  } finally {
    socket.destroy();
  }
}

/** The lines of an HTTP request. The last line is followed by the empty line that ends the headers. */
export function httpLines(...lines: readonly string[]): string {
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** The statuses of the answers that a connection carried, in order. */
export function statusesOf(received: string): number[] {
  return [...received.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
}
