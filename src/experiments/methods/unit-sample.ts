/**
 * A number between 0 and 1 for a sample and a parameter, by name: a sample more changes no other, and neither does a parameter
 * more. Pseudo-random and not a low-discrepancy sequence, since intervals from resampling assume independent samples.
 */
import { drawsOf, streamKey } from '../../math/draws.ts';

export interface SampleName {
  /** Of the method: `sobol A`. */
  readonly purpose: string;
  readonly parameter: string;
  readonly index: number;
}

export const unitSample = (name: SampleName): number => drawOf(name).uniform();

export const normalSample = (name: SampleName): number => drawOf(name).normal();

const drawOf = ({ purpose, parameter, index }: SampleName) =>
  drawsOf(streamKey({ seed: 0, purpose, agent: parameter, instant: index }));
