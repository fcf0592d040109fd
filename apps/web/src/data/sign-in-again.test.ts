import { describe, expect, it, vi } from "vitest";
import { ApiError } from "./api-request.ts";
import { onQuestion, questionNow, withFreshSignIn } from "./sign-in-again.ts";

const tooOld = new ApiError("Sign in again.", { httpStatus: 403, scrip: { code: "sign_in_again" } });

/** An act that is refused until the person has signed in again. */
const anAct = () => vi.fn<() => Promise<string>>().mockRejectedValueOnce(tooOld).mockResolvedValue("done");

describe("an act that needs a fresh sign-in", () => {
  it("runs once more after the person signed in again", async () => {
    const act = anAct();
    const done = withFreshSignIn(act);
    await vi.waitUntil(() => questionNow() !== null);
    questionNow()?.answer(true);
    await expect(done).resolves.toBe("done");
    expect(act).toHaveBeenCalledTimes(2);
    expect(questionNow()).toBeNull();
  });

  it("stays refused if the person does not", async () => {
    const act = anAct();
    const done = withFreshSignIn(act);
    await vi.waitUntil(() => questionNow() !== null);
    questionNow()?.answer(false);
    await expect(done).rejects.toBe(tooOld);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it("waits for the same answer as another one", async () => {
    const told: boolean[] = [];
    const stop = onQuestion(() => told.push(questionNow() !== null));
    const both = [withFreshSignIn(anAct()), withFreshSignIn(anAct())];
    await vi.waitUntil(() => questionNow() !== null);
    await Promise.resolve();
    questionNow()?.answer(true);
    await expect(Promise.all(both)).resolves.toEqual(["done", "done"]);
    expect(told).toEqual([true, false]);
    stop();
  });
});

it("every other refusal passes unasked", async () => {
  const other = new ApiError("No.", { httpStatus: 403, scrip: { code: "forbidden" } });
  await expect(withFreshSignIn(() => Promise.reject(other))).rejects.toBe(other);
  expect(questionNow()).toBeNull();
});
