import type { ConvolutionPlan } from "./architecture.ts";
import type { Site } from "./stage.ts";
/** The images of a batch with their padding around them, which stay for the backward pass. */
export interface Frames {
    readonly rowStride: number;
    readonly down: number;
    readonly right: number;
    /** Puts the image into its frame, and says where it lies. */
    put(images: number, index: number): number;
    /** Where the image lies that was put there. */
    at(images: number, index: number): number;
    /** Where the image's gradient is to be added up, at zero. */
    openGradient(gradients: number, index: number): number;
    closeGradient(gradients: number, index: number): void;
}
export declare function framesFor(site: Site, { input, output, window }: ConvolutionPlan): Frames;
