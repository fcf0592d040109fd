export { countFailedTries } from "../ledger/model/failed-tries.fixture.ts";
export { sideBySide } from "../ledger/model/side-by-side.fixture.ts";
export { type Step, steps } from "../ledger/model/step.fixture.ts";
