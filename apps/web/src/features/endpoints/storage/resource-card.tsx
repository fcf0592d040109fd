import { Card } from "../../../components/ui/card.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Stat } from "../../../components/ui/stat.tsx";
import { volumesWords } from "../../../words/size-words.ts";
import { IncludedBar } from "./included-bar.tsx";
import { ProjectsTable } from "./projects-table.tsx";
import { StorageDays } from "./storage-days.tsx";
import type { ResourceStorage } from "./storage-query.ts";
import { chargedWords, includedWords } from "./storage-words.ts";

interface ResourceCardProps {
  readonly storage: ResourceStorage;
  /** Such as `2026-11`. */
  readonly month: string;
  /** Whether the month is not over. */
  readonly isRunning: boolean;
}

/** One resource of storage: what is stored beside what is included, and what a month costs, by day and by project. */
export function ResourceCard({ storage, month, isRunning }: ResourceCardProps) {
  const { title, bytes, included, volumes, used, byEnd, booked, days, projects } = storage;
  return (
    <Card title={title} actions={<span className="text-13 text-muted figures">{volumesWords(volumes)}</span>}>
      <div className="flex flex-col gap-5">
        <div className="flex flex-col gap-2">
          {included === null || included === "0" ? (
            <p className="text-14 figures">{includedWords(storage)}</p>
          ) : (
            <IncludedBar bytes={bytes} included={included} />
          )}
          <p className="max-w-[70ch] text-13 text-pretty text-muted">{chargedWords(storage)}</p>
        </div>
        <div className="flex flex-wrap gap-x-10 gap-y-3">
          <Stat label={isRunning ? "This month so far" : "Used in the month"}>
            <Money micros={used} />
          </Stat>
          {isRunning && (
            <Stat label="By the end of the month, at this size">
              <Money micros={byEnd} />
            </Stat>
          )}
          {isRunning && used !== booked && (
            <Stat label="Not charged yet">
              <Money micros={BigInt(used) - BigInt(booked)} />
            </Stat>
          )}
        </div>
        <StorageDays month={month} days={days} />
        {projects.length > 0 && <ProjectsTable projects={projects} />}
      </div>
    </Card>
  );
}
