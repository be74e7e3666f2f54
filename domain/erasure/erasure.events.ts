/** A2: from here on whatever is sealed under the keys of these subjects is unreadable. */
export type ErasureEvent = {
  type: 'NamesErased';
  data: { erasureId: string; subjects: readonly string[]; reason: string };
};
