/** The letter of an answer, by which its solution names it: A, B, …, Z, and then numbers. */
export declare function letterOf(index: number): string;
