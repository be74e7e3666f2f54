/**
 * The decisions of one stream.
 *
 * `decide` answers with the events that the command causes, in order; `[]` where there is nothing to do, so that a
 * retry costs nothing; or a refusal. It reads no clock and draws no id: the command carries both, together with facts
 * from elsewhere (the policy, a decision). `evolve` is total: every event of the stream moves every state, or the
 * compiler objects.
 */
export interface Decider<State, Command, Event, Code extends string> {
  readonly initial: State;
  decide(command: Command, state: State): readonly Event[] | Refusal<Code>;
  evolve(state: State, event: Event): State;
}

/** What fills the text of an error code: `{contractNo}` in the catalogue becomes `facts.contractNo`. */
export type Facts = Readonly<Record<string, string | number>>;

/** An expected no: a value, not an exception. `rule` is the rule's number in docs/rules.md. */
export class Refusal<Code extends string = string> {
  constructor(
    readonly code: Code,
    readonly rule: string,
    readonly facts: Facts = {},
  ) {}
}

/** The state after a history. */
export const fold = <S, C, E, R extends string>(decider: Decider<S, C, E, R>, history: readonly E[]): S =>
  history.reduce(decider.evolve, decider.initial);
