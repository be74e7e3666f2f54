/** Runs `work` while bounds of the code are lower: a bound of gigabytes is tried with bytes, by the same code. */
export const lowered = async <T>(
  bounds: Readonly<Record<string, number>>,
  to: Readonly<Record<string, number>>,
  work: () => Promise<T>,
): Promise<T> => {
  const before = Object.fromEntries(Object.keys(to).map((name) => [name, bounds[name]!]));
  Object.assign(bounds, to);
  try {
    return await work();
  } finally {
    Object.assign(bounds, before);
  }
};
