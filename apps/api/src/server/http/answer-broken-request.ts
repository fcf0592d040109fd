import type { Socket } from "node:net";
import { TRPCError } from "@trpc/server";
import { errorBody } from "../../trpc/error-data.ts";
import { WITHOUT_HOOKS } from "./default-headers.ts";

/** The status line and the message of an error of Node's parser, by its code. */
const ANSWERS: Readonly<Record<string, readonly [status: string, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "The request did not arrive in time."],
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "The address or the headers are too long."],
};

const MALFORMED = ["400 Bad Request", "The request is no valid HTTP."] as const;

/**
 * Answers a request that Node cannot read, or that does not arrive in time, in the form of the API, and closes the
 * connection. No hook runs for it, and the log has nothing about it: anybody could fill the log.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = ANSWERS[error.code ?? ""] ?? MALFORMED;
  const body = JSON.stringify(errorBody(new TRPCError({ code: "BAD_REQUEST", message }), crypto.randomUUID()));
  const headers = {
    ...WITHOUT_HOOKS,
    "content-type": "application/json",
    "content-length": `${Buffer.byteLength(body)}`,
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n${body}`, () => socket.destroy());
}
