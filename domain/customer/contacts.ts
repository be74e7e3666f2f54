import type { Language } from '../kernel/vocabulary.js';
import { type Contact, type Topic, topics as allTopics } from './customer.events.js';

/** A contact as a command states it: what is undefined stays as it is; `language: null` is the policy's. */
export type StatedContact = Omit<Contact, 'language' | 'topics'> & {
  readonly language?: Language | null | undefined;
  readonly topics?: readonly Topic[] | undefined;
};

/** M5: contract mail is no matter of choice. */
export const topicsOf = ({ topics = allTopics }: Pick<Contact, 'topics'>): readonly Topic[] => topics;

/** In the order of the list, with `contract`; undefined: all. */
export const chosenTopics = (stated: readonly Topic[]): readonly Topic[] | undefined => {
  const chosen = allTopics.filter((topic) => topic === 'contract' || stated.includes(topic));
  return chosen.length === allTopics.length ? undefined : chosen;
};

/** The contact after a statement. */
export const contactAfter = (stated: StatedContact, before?: Contact): Contact => {
  const { contactId, person, role, notify } = stated;
  const language = stated.language === undefined ? before?.language : (stated.language ?? undefined);
  const topics = stated.topics === undefined ? before?.topics : chosenTopics(stated.topics);
  return withTopics({ contactId, person, role, notify, ...(language !== undefined && { language }) }, topics);
};

export const withTopics = ({ topics: _, ...contact }: Contact, topics: readonly Topic[] | undefined): Contact =>
  topics === undefined ? contact : { ...contact, topics };
