/** Loaded before the worker's code: the clock of its machine is behind by the minutes of `SCRIP_TEST_BEHIND_MINUTES`. */
const behindMs = Number(process.env.SCRIP_TEST_BEHIND_MINUTES) * 60_000;
const now = Date.now;
Date.now = () => now() - behindMs;
