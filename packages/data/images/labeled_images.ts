/** Square gray-scale images and the class of each. */
export interface LabeledImages {
  /** Gray levels 0 … 255 in scan order, `[size, imageSize, imageSize]`. */
  pixels: Uint8Array;
  /** Class of each image, `[size]`, in `0 … classes − 1`. */
  labels: Uint8Array;
  /** Height and width of an image, in pixels. */
  imageSize: number;
  /** Number of classes. */
  classes: number;
}
