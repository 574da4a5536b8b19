// Enlarging an image by repeating its pixels, and the gradient of that.
import { clear, copy, FLOAT } from "./simd";

/** y[i, j] = x[⌊i / rows⌋, ⌊j / columns⌋], of an image x [height, width, channels]. */
export function repeatPixels(
  x: usize,
  height: i32,
  width: i32,
  channels: i32,
  rows: i32,
  columns: i32,
  y: usize,
): void {
  const pixel = <usize>channels * FLOAT;
  for (let row = 0; row < height * rows; row++) {
    let from = x + <usize>((row / rows) * width) * pixel;
    for (let column = 0; column < width; column++) {
      for (let times = 0; times < columns; times++) {
        copy(y, from, channels);
        y += pixel;
      }
      from += pixel;
    }
  }
}

/** dx[i, j] = the sum of dy over the rows × columns pixels that repeat the pixel. */
export function repeatPixelsGradient(
  dy: usize,
  height: i32,
  width: i32,
  channels: i32,
  rows: i32,
  columns: i32,
  dx: usize,
): void {
  const pixel = <usize>channels * FLOAT;
  clear(dx, height * width * channels);
  for (let row = 0; row < height * rows; row++) {
    let to = dx + <usize>((row / rows) * width) * pixel;
    for (let column = 0; column < width; column++) {
      for (let times = 0; times < columns; times++) {
        for (let channel: usize = 0; channel < pixel; channel += FLOAT) {
          store<f32>(to + channel, load<f32>(to + channel) + load<f32>(dy + channel));
        }
        dy += pixel;
      }
      to += pixel;
    }
  }
}
