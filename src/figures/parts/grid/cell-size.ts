/** The smallest cell in which two digits and a sign are readable, in CSS pixels. */
const SMALLEST_NUMBER_CELL = 24;

/** Whether a grid is shown as numbers: only where they are readable and the cells can be counted. */
export function showsNumbers(columns: number, rows: number, cell: number): boolean {
  return cell >= SMALLEST_NUMBER_CELL && columns <= 16 && rows <= 16;
}

/** The side of a square cell such that `columns` of them fit in `available` pixels; at most `largest`, at least 3. */
export function cellSize(available: number, columns: number, largest = 36): number {
  return Math.max(3, Math.min(largest, Math.floor((available - 1) / Math.max(1, columns))));
}
