/** A view's table was not written: its checkpoint is as before. */
export abstract class CommitRefused extends Error {
  constructor(
    readonly view: string,
    message: string,
  ) {
    super(message);
  }
}

/** A newer lease of the view was given: whoever holds an older one must stop projecting it. */
export class Fenced extends CommitRefused {
  constructor(view: string, fence: number, newest: number) {
    super(view, `view ${view} is projected under lease ${newest}; lease ${fence} was lost`);
  }
}

/** The table is at another checkpoint than the one the rows were computed after: read it again and go on from there. */
export class Overtaken extends CommitRefused {
  constructor(view: string, follows: number, actual: number) {
    super(view, `view ${view} is at event ${actual}, not at ${follows}; read its checkpoint and go on from there`);
  }
}

/** The table was replaced and dropped: look the live one up again. */
export class TableGone extends CommitRefused {
  constructor(view: string, table: string) {
    super(view, `table ${table} of view ${view} was replaced; look up the live one`);
  }
}
