/** How a chain of events is applied to a state: to one working copy, so that none of them copies a collection. */
export interface Application<State, Event, Copy> {
  copyOf(state: State): Copy;
  apply(copy: Copy, event: Event): void;
  stateOf(copy: Copy): State;
}

/**
 * A state that is not computed yet: the one before it and the event that follows. Both references are dropped once it
 * is.
 */
interface Step<State, Event> {
  before: State | null;
  event: Event | null;
  state: State | null;
}

/**
 * An `evolve` whose cost is the same for each event, whatever the length of the stream: it notes the event, and all
 * noted events are applied together when the state is first read. A state never changes: the previous state keeps its
 * values. An event that cannot be applied throws when the state is read.
 */
export const deferredEvolve = <State extends object, Event, Copy>(
  application: Application<State, Event, Copy>,
): ((state: State, event: Event) => State) => {
  const steps = new WeakMap<object, Step<State, Event>>();

  const computed = (step: Step<State, Event>): State => {
    if (step.state !== null) return step.state;
    const events: Event[] = [];
    let before: State | null = null;
    for (let at: Step<State, Event> | undefined = step; at !== undefined && before === null;) {
      events.push(at.event!);
      const earlier: Step<State, Event> | undefined = steps.get(at.before!);
      before = earlier === undefined ? at.before : earlier.state;
      at = earlier;
    }
    const copy = application.copyOf(before!);
    for (let i = events.length - 1; i >= 0; i--) application.apply(copy, events[i]!);
    step.state = application.stateOf(copy);
    step.before = step.event = null;
    return step.state;
  };

  const reading: ProxyHandler<Step<State, Event>> = {
    get: (step, name) => Reflect.get(computed(step), name) as unknown,
    has: (step, name) => Reflect.has(computed(step), name),
    ownKeys: (step) => Reflect.ownKeys(computed(step)),
    getOwnPropertyDescriptor: (step, name) => Reflect.getOwnPropertyDescriptor(computed(step), name),
    getPrototypeOf: (step) => Reflect.getPrototypeOf(computed(step)),
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
  };

  return (before, event) => {
    const step: Step<State, Event> = { before, event, state: null };
    const state = new Proxy(step, reading) as unknown as State;
    steps.set(state, step);
    return state;
  };
};
