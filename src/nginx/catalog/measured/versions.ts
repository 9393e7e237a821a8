// Written by scripts/measure-catalog/measure.mjs from what real nginx binaries answered. Not by hand.
/** Versions that were asked, oldest first. The tables name them by their place here, from 1. */
export const MEASURED_VERSIONS: readonly string[] = ['1.18.0', '1.22.1', '1.26.3', '1.30.6'];
