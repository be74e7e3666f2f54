import type { HeldManager, Manager, ManagerFacts } from './customer.events.js';
import type { Customer } from './customer.state.js';

/** The name of the key that earlier versions had for all managers of a customer. */
export const earliestManagerId = (customerId: string): string => `${customerId}.manager`;

/** Whether a key is a manager's. */
export const isManagerId = (id: string): boolean => id.startsWith('mgr_') || id.endsWith('.manager');

/** What is held of a manager, also of one recorded as a name alone. */
export const managerFacts = (held: HeldManager): ManagerFacts =>
  typeof held === 'string' ? { name: held, email: null, phone: null } : held;

/** As a manager is recorded: by the name alone where nothing else is held, as all were before they had addresses. */
export const recordedManager = (stated: HeldManager): HeldManager => {
  const { name, email, phone } = managerFacts(stated);
  return email === null && phone === null ? name : { name, email, phone };
};

/**
 * A5: two equal names are one person. The name of the key of the customer's present or former manager who has this
 * name; null where nobody has, or was erased.
 */
export const managerNamed = (
  { manager, formerManagers }: Pick<Customer, 'manager' | 'formerManagers'>,
  name: string,
): string | null => {
  const known = [...(manager === null ? [] : [manager]), ...formerManagers.values()];
  return known.find((each) => nameOf(each) === name)?.subject ?? null;
};

const nameOf = (manager: Manager): string | null => ('plain' in manager ? managerFacts(manager.plain).name : null);

/**
 * The manager after a statement; the present one where the statement changes nothing. A name alone is a name that
 * clients without addresses send back: it takes no address away from the manager of that name.
 */
export const managerAfter = (
  stated: Manager | null,
  { manager, erased }: Pick<Customer, 'manager' | 'erased'>,
): Manager | null => {
  if (stated === null || !('plain' in stated) || erased.has(stated.subject)) return null;
  const { subject, plain } = stated;
  if (manager === null || !('plain' in manager)) return { subject, plain: recordedManager(plain) };
  const [now, then] = [managerFacts(manager.plain), managerFacts(plain)];
  const isSame =
    now.name === then.name && (typeof plain === 'string' || (now.email === then.email && now.phone === then.phone));
  return isSame ? manager : { subject, plain: recordedManager(plain) };
};
