import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A disk that can be filled. */
export interface SmallDisk {
  readonly path: string;
  /** Fills the disk, but for so many KiB. */
  fill(leftKib: number): void;
  /** Makes room again. */
  free(): void;
  unmount(): void;
}

/** Whether this process may mount a disk: only root may. */
export function canMount(folder: string): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  try {
    aSmallDisk(join(folder, "probe"), 1).unmount();
    return true;
  } catch {
    return false;
  }
}

/** Mounts a disk in memory. */
export function aSmallDisk(path: string, sizeMib: number): SmallDisk {
  mkdirSync(path, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeMib}m`, "tmpfs", path]);
  chmodSync(path, 0o755);
  const ballast = join(path, "ballast");
  return {
    path,
    fill: (leftKib) => {
      const left = join(path, "left");
      writeFileSync(left, Buffer.alloc(leftKib * 1024));
      try {
        for (;;) appendFileSync(ballast, Buffer.alloc(64 * 1024));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
      rmSync(left);
    },
    free: () => rmSync(ballast),
    unmount: () => void execFileSync("umount", ["--lazy", path]),
  };
}
