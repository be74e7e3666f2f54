import type { ViewReaders } from '../../projector/view-readers.js';
import { ViewsBehind } from '../../projector/views-behind.js';
import type { Positions } from '../ports.js';

/** How far the views are. On the embedded engine a token is the position in decimal; it is the only engine there is. */
export class ViewPositions implements Positions {
  constructor(private readonly projector: ViewReaders) {}

  token(): string {
    return String(this.projector.position());
  }

  async reached(token: string, ms: number): Promise<boolean> {
    if (Number(token) <= this.projector.position()) return true;
    try {
      await this.projector.reached(Number(token), ms);
      return true;
    } catch (error) {
      if (error instanceof ViewsBehind) return false;
      throw error;
    }
  }
}
