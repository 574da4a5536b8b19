/** What is trained: the lecture's network, or a larger one of its kind. */
export interface Size {
  readonly filters: number;
  /** Height and width of the images, in pixels. */
  readonly side: number;
  /** Images in a batch. */
  readonly batch: number;
}

export const LECTURE_SIZE: Size = { filters: 4, side: 28, batch: 32 };

/** Something that trains the same network as the others do. */
export interface Contender {
  readonly name: string;
  /** Trains a new network for so many steps, on random images; the milliseconds of one step of it. */
  train(size: Size, steps: number): Promise<number>;
  close(): Promise<void>;
}
