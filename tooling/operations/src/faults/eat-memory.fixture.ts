/** Loaded before a process: at SIGUSR2 the process allocates until its heap is full, and ends as one that leaks does. */
process.on("SIGUSR2", () => {
  const kept: number[][] = [];
  setInterval(() => {
    for (let n = 0; n < 200; n += 1) kept.push(Array.from({ length: 10_000 }, () => Math.random()));
  }, 1);
});
