import { idempotencyKey } from "@scrip/contract/wire/text";
import { describe, expect, it } from "vitest";
import { requestKey } from "./request-key.ts";

describe("requestKey", () => {
  it("contains run, job and step", () => {
    expect(requestKey("june", "openb-pod-0000", "epoch-2")).toBe("june/openb-pod-0000/epoch-2");
  });

  it.each(["a b", "ä", "模型", "a/b", "a%2f;b", "\u{1f600}", "x".repeat(200), `${"x".repeat(199)}y`])(
    "makes a valid key for the job %s",
    (job) => {
      expect(idempotencyKey.safeParse(requestKey("r".repeat(100), job, "epoch-1000000")).success).toBe(true);
    },
  );

  it("makes a different key for each run, job or step", () => {
    const long = "x".repeat(199);
    const keys = [
      ...["a b", "a%20;b", "a/b", "a%2f;b", "a", "b", `${long}a`, `${long}b`].map((job) =>
        requestKey("run", job, "end"),
      ),
      requestKey("run", "a", "start"),
      requestKey("other", "a", "start"),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
