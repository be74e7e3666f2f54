/** A policy as tests change it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Draft = any;

/** The policy that a vendor published last, under the number of the next one. */
export const nextPolicy = async (get: (path: string) => Promise<Draft>, vendor = 'seeyon'): Promise<Draft> => {
  const { items } = await get('/policies');
  const { version } = items.at(-1);
  const { policy } = await get(`/policies/${vendor}/versions/${version}`);
  return { ...policy, version: version + 1 };
};
