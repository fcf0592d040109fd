import { Time, TimeRange } from "../../components/ui/time.tsx";
import { durationWords } from "../../words/time-words.ts";
import { ago, NOW } from "./sample-data.ts";
import { Sample, Samples } from "./section.tsx";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export function TimeSamples() {
  return (
    <Samples>
      <Sample name="relative">
        <Time at={ago(12_000)} />
        <Time at={ago(3 * MINUTE_MS)} />
        <Time at={ago(5 * HOUR_MS)} />
        <Time at={ago(30 * DAY_MS)} />
      </Sample>
      <Sample name="ahead">
        <Time at={NOW + 2 * HOUR_MS} />
        <Time at={NOW + 5 * DAY_MS} />
      </Sample>
      <Sample name="moment">
        <Time at={NOW} look="moment" />
      </Sample>
      <Sample name="day">
        <Time at={NOW} look="day" />
      </Sample>
      <Sample name="exact">
        <Time at={NOW} look="exact" />
      </Sample>
      <Sample name="ranges">
        <TimeRange from={NOW} until={NOW + 30 * DAY_MS} />
        <TimeRange from={NOW} until={NOW + 134 * MINUTE_MS} />
      </Sample>
      <Sample name="durations">
        {[850, 42_000, 200_000, 134 * MINUTE_MS, 123 * HOUR_MS].map((ms) => (
          <span key={ms} className="figures">
            {durationWords(ms)}
          </span>
        ))}
      </Sample>
    </Samples>
  );
}
