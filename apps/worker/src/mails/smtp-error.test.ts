import { expect, it } from "vitest";
import { isServerFailure, mailErrorOf } from "./smtp-error.ts";

const to = "ada@example.com";

it.each([
  ["an unknown receiver", { code: "EENVELOPE", command: "RCPT TO", responseCode: 550 }, true, false],
  ["a full mailbox, for now", { code: "EENVELOPE", command: "RCPT TO", responseCode: 452 }, false, false],
  ["a text that is refused", { code: "EMESSAGE", command: "DATA", responseCode: 554 }, true, false],
  ["a server that is busy", { code: "EMESSAGE", command: "DATA", responseCode: 451 }, false, false],
  ["commands out of order", { code: "EENVELOPE", command: "RCPT TO", responseCode: 503 }, false, false],
  ["an address that the server cannot carry", { code: "EENVELOPE", command: "API" }, true, false],
  ["a sender that is not allowed", { code: "EENVELOPE", command: "MAIL FROM", responseCode: 550 }, false, false],
  ["a wrong password", { code: "EAUTH", command: "AUTH PLAIN", responseCode: 535 }, false, true],
  ["a server without TLS", { code: "ETLS", responseCode: 502 }, false, true],
  ["no server", { code: "ESOCKET" }, false, true],
  ["a server that does not answer", { code: "ETIMEDOUT" }, false, true],
])("%s", (_what, error, isFinal, isOfServer) => {
  expect(mailErrorOf({ message: "", ...error }, to).isFinal).toBe(isFinal);
  expect(isServerFailure(error)).toBe(isOfServer);
});

it("says what the server said, without the address", () => {
  const error = { code: "EENVELOPE", response: `550 5.1.1 <${to}>:\r\n no such user`, message: "" };
  expect(mailErrorOf(error, to).message).toBe("550 5.1.1 <the receiver>: no such user");
  expect(mailErrorOf({ code: "ESOCKET", message: "connect ECONNREFUSED 127.0.0.1:1" }, to).message).toBe(
    "ESOCKET: connect ECONNREFUSED 127.0.0.1:1",
  );
});
