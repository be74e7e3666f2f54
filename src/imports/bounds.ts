/** What a file may hold. docs/limits.md lists each bound with the fault it gives. */
export const bounds = {
  /** Columns with content in one row; a workbook has 16,384 columns, an export 17. */
  columns: 1_000,
  /** Characters of one cell, as spreadsheets have it. */
  cellText: 32_767,
  /** Characters of one row with all its cells. */
  rowText: 1_000_000,
  /** Rows of a file, the blank ones included; a sheet has 1,048,576. */
  rows: 5_000_000,
  /** Rows in which the heading is looked for. */
  headingRows: 20,
  /** Characters of a number format, as spreadsheets have it. */
  formatCode: 255,
  /** Number formats of a workbook; spreadsheets have some 250. */
  formats: 5_000,
  /** Cell styles of a workbook, as spreadsheets have it. */
  styles: 65_490,
  sheets: 1_000,
  mergedRanges: 100_000,
  sharedTexts: 10_000_000,
  /** Elements within each other in a part of a workbook. */
  depth: 64,
  /** Characters without a tag in a part of a workbook. */
  untagged: 2 ** 20,
  /** Files in the zip of a workbook. */
  parts: 10_000,
  /** Bytes of all parts together, inflated. */
  inflated: 8 * 2 ** 30,
  /** Inflated size over compressed size, once a part is larger than `ratioFrom` bytes. */
  ratio: 250,
  ratioFrom: 64 * 2 ** 20,
  /** MB of heap of the thread that reads the file. */
  heap: 256,
  /** Imports of one vendor that wait or run. */
  waiting: 20,
  /** Times that an import may have ended the process before it ends as failed. */
  attempts: 2,
} as const;
