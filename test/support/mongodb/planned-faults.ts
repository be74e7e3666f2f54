import { Arguments } from './arguments.js';
import { plain } from './plain-documents.js';
import { nameOfCode, notServed, Refusal } from './errors.js';
import { amountOf, type Doc, isDoc, isNumeric, type Value } from './values.js';

/** What goes wrong with commands of some names. Everything but `cut`, `silent` and `delayMs` is as in `failCommand`. */
export interface Fault {
  /** `*` is every command but those that open a connection. */
  readonly commands: readonly string[];
  /** Of the matching commands, 1 unless given. */
  readonly times?: number;
  /** Matching commands that pass first. */
  readonly skip?: number;
  /** The connection is closed without an answer, before or after the command is applied. */
  readonly cut?: 'before' | 'after';
  /** There is never an answer; the connection is left open. */
  readonly silent?: 'before' | 'after';
  /** Before the command is applied; it counts as its time. */
  readonly delayMs?: number;
  /** Answered in its place. */
  readonly errorCode?: number;
  readonly errorLabels?: readonly string[];
  /** Added to the answer, though the command was applied. */
  readonly writeConcernError?: Readonly<Record<string, unknown>>;
}

interface Planned {
  readonly fault: Fault;
  skips: number;
  left: number;
  readonly asFailPoint: boolean;
}

const opening = new Set(['hello', 'isMaster', 'ismaster', 'saslStart', 'saslContinue']);

/** The faults that are to come. */
export class PlannedFaults {
  #planned: Planned[] = [];

  add(fault: Fault): void {
    const { writeConcernError: given } = fault;
    const whole = given && { codeName: nameOfCode(Number(given['code'])), errmsg: 'planned by the test', ...given };
    const planned = whole === undefined ? fault : { ...fault, writeConcernError: whole };
    this.#planned.push({ fault: planned, skips: fault.skip ?? 0, left: fault.times ?? 1, asFailPoint: false });
  }

  clear(): void {
    this.#planned = [];
  }

  /** Faults that did not happen yet, or not as often as planned. */
  get pending(): readonly Fault[] {
    return this.#planned.map(({ fault }) => fault);
  }

  /** What happens to this command; counts it. */
  take(command: string): Fault | undefined {
    const planned = this.#planned.find(
      ({ fault }) => fault.commands.includes(command) || (fault.commands.includes('*') && !opening.has(command)),
    );
    if (planned === undefined) return undefined;
    if (planned.skips > 0) {
      planned.skips -= 1;
      return undefined;
    }
    planned.left -= 1;
    if (planned.left <= 0) this.#planned = this.#planned.filter((each) => each !== planned);
    return planned.fault;
  }

  /** The engine's own command for faults in tests. */
  configure(args: Arguments): void {
    const name = args.text('configureFailPoint');
    if (name !== 'failCommand') throw notServed(`the fail point ${name}`);
    const mode = args.take('mode');
    const data = args.optionalDocument('data');
    args.end();
    this.#planned = this.#planned.filter(({ asFailPoint }) => !asFailPoint);
    if (mode === 'off') return;
    const times = mode === 'alwaysOn' ? Infinity : countIn(mode, 'times', Infinity);
    const skips = countIn(mode, 'skip', 0);
    this.#planned.push({ fault: faultOf(data ?? new Map()), skips, left: times, asFailPoint: true });
  }
}

function countIn(mode: Value | undefined, name: string, otherwise: number): number {
  if (mode === 'alwaysOn') return otherwise;
  const value = isDoc(mode) ? mode.get(name) : undefined;
  if (value === undefined && isDoc(mode)) return otherwise;
  if (!isNumeric(value)) throw new Refusal('BadValue', `unknown mode of a fail point`);
  return Number(amountOf(value));
}

function faultOf(data: Doc): Fault {
  const args = new Arguments('failCommand', data);
  const commands = args.array('failCommands').map(String);
  const closes = args.flag('closeConnection');
  const blocks = args.flag('blockConnection');
  const delayMs = args.optionalNumber('blockTimeMS');
  const errorCode = args.optionalNumber('errorCode');
  const labels = args.take('errorLabels');
  const writeConcernError = args.optionalDocument('writeConcernError');
  args.end();
  return {
    commands,
    ...(closes && { cut: 'before' as const }),
    ...(blocks && delayMs !== undefined && { delayMs }),
    ...(errorCode !== undefined && { errorCode }),
    ...(Array.isArray(labels) && { errorLabels: labels.map(String) }),
    ...(writeConcernError !== undefined && { writeConcernError: plain(writeConcernError) }),
  };
}
