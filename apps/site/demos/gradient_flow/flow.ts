/** How the gradient of one batch goes back in time. */
export interface Flow {
  /** ‖∂loss/∂h_t‖ for t from 0 to T. */
  norms: number[];
  /** Share of saturated units, or of saturated values of each gate. */
  saturated: [what: string, share: number][];
}
