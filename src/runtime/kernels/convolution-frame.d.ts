import type { backend_util } from "@tensorflow/tfjs";
import { type Engine } from "./engine.ts";
/** How the kernels read the images of a convolution: with their padding, and without asking where they end. */
export interface Frame {
    /** Bytes from one row of the image to the next. */
    readonly rowStride: number;
    /** Bytes between the windows of two outputs, one below the other. */
    readonly down: number;
    /** Bytes between the windows of two outputs side by side. */
    readonly right: number;
    /** Where the first window of an image begins; the image is copied into the frame where it needs padding. */
    read(images: number, index: number): number;
    free(): void;
}
/** The frame of one image at a time. */
export declare function frameFor({ kernels, allocate, free }: Engine, conv: backend_util.Conv2DInfo): Frame;
