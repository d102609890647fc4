/** Every function of `src/math` over 200,000 arguments, and the draws of its streams. */
import { functionDigests } from '../../math/function-digests.ts';

export const lines = () => Object.entries(functionDigests());
