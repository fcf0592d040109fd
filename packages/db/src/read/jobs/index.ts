export type { JobLine } from "./job-line.ts";
export { type JobHold, type JobReport, type JobSlice, type JobStory, jobStory, type StoryFound } from "./job-story.ts";
export { type JobCursor, type JobFilter, type JobsPage, listJobs } from "./list-jobs.ts";
export type { LiveJobs } from "./live-jobs.ts";
