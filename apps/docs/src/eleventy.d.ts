/** What the build uses of Eleventy, which has no types of its own. */
declare module "@11ty/eleventy" {
  export interface Configuration {
    setQuietMode(isQuiet: boolean): void;
    setUseGitIgnore(isUsed: boolean): void;
    setIncludesDirectory(fromInput: string): void;
    setTemplateFormats(formats: readonly string[]): void;
    setLibrary(format: string, library: unknown): void;
    addGlobalData(name: string, value: unknown): void;
    addPassthroughCopy(files: Readonly<Record<string, string>>): void;
    // biome-ignore lint/suspicious/noExplicitAny: a filter takes what a layout gives it.
    addFilter(name: string, filter: (value: any) => unknown): void;
    addTemplate(path: string, content: string): void;
  }

  interface Settings {
    readonly quietMode: boolean;
    readonly configPath: null;
    readonly config: (configuration: Configuration) => unknown;
  }

  export class Eleventy {
    constructor(input: string, output: string, settings: Settings);
    write(): Promise<unknown>;
  }
}
