/** JSON pointers (RFC 6901), as the problem details of the API and the lines of a refused file show them. */

/** One name or index inside a pointer. */
export const pointerSegment = (name: string | number): string =>
  String(name).replaceAll('~', '~0').replaceAll('/', '~1');

export const pointerOf = (path: readonly (string | number)[]): string =>
  path.map((part) => `/${pointerSegment(part)}`).join('');

/** The names and indexes that a pointer goes through; digits alone are an index. */
export const pathOf = (pointer: string): (string | number)[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));
