/** One sample of the server's memory. */
export interface MemorySample {
  /** Minutes since the run began, and since this process did. */
  readonly minute: number;
  readonly uptime: number;
  readonly mebibytes: number;
}

/** Memory is judged after a process has warmed up: caches filled, code compiled, the heap grown to its size. */
export const warmUpMinutes = 4;

/**
 * Least squares over processes that have warmed up: MiB an hour of the run, and MiB an hour of a process's own life.
 */
export const slopes = (samples: readonly MemorySample[]): { readonly overRun: number; readonly perRun: number } => {
  const warm = samples.filter(({ uptime }) => uptime >= warmUpMinutes);
  const runs = new Map<number, MemorySample[]>();
  for (const sample of warm) {
    const run = Math.round((sample.minute - sample.uptime) * 60);
    runs.set(run, [...(runs.get(run) ?? []), sample]);
  }
  // Each life about its own middle: how much a process grows while it lives, wherever it began.
  const centred = [...runs.values()].flatMap((run) => {
    const [x, y] = [mean(run.map(({ uptime }) => uptime)), mean(run.map(({ mebibytes }) => mebibytes))];
    return run.map(({ uptime, mebibytes }) => [uptime - x, mebibytes - y] as const);
  });
  return { overRun: slope(warm.map(({ minute, mebibytes }) => [minute, mebibytes])) * 60, perRun: slope(centred) * 60 };
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const slope = (points: readonly (readonly [number, number])[]): number => {
  const [x, y] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const spread = points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0) / spread;
};
