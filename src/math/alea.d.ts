/** The one generator of seedrandom 3.0.5 that we use; the published types describe only the whole package. */
declare module 'seedrandom/lib/alea.js' {
  interface AleaGenerator {
    (): number;
    /** 53 random bits in [0, 1). */
    double(): number;
  }
  function alea(seed: string): AleaGenerator;
  export = alea;
}
