import type { Token } from '../../events/event-store.js';
import { type Ordinals, TokenAhead } from '../../ordinals/ordinals.js';
import type { ViewReaders } from '../../projector/view-readers.js';
import { ViewsBehind } from '../../projector/views-behind.js';
import type { Positions } from '../ports.js';
import { viewsTimeoutMs } from '../../projector/views-timeout.js';

/** How far the views of this process are, as tokens of the ledger. */
export class ViewPositions implements Positions {
  /** The token of the position asked about last: between two commits it is always the same one. */
  #last: { readonly position: number; readonly token: Token } | undefined;

  constructor(
    private readonly views: Pick<ViewReaders, 'position' | 'reached'>,
    private readonly ordinals: Pick<Ordinals, 'head' | 'tokenAt' | 'positionOf'>,
    /** As of `Engines`. */
    private readonly acknowledgesProjected: boolean,
  ) {}

  token(): Token | Promise<Token> {
    const position = this.views.position();
    return this.#last?.position === position ? this.#last.token : this.#tokenAt(position);
  }

  async reached(token: Token, ms: number): Promise<boolean> {
    const until = performance.now() + ms;
    try {
      const position = await this.ordinals.positionOf(token, ms);
      if (position > this.views.position()) await this.views.reached(position, Math.max(0, until - performance.now()));
      return true;
    } catch (error) {
      if (error instanceof ViewsBehind || error instanceof TokenAhead) return false;
      throw error;
    }
  }

  /** A write whose views are late is recorded all the same: its answer is then given without them. */
  async recorded(token: Token): Promise<void> {
    if (!this.acknowledgesProjected) await this.reached(token, viewsTimeoutMs);
  }

  /** Views that another process projects can be ahead of what is numbered here: they have reached its end too. */
  async #tokenAt(position: number): Promise<Token> {
    const head = await this.ordinals.head();
    if (position > head.position) return head.token;
    const token = await this.ordinals.tokenAt(position);
    this.#last = { position, token };
    return token;
  }
}
