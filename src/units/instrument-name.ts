/** What everybody may conclude from an instrument's name: one that ends in `-F` is a future, in `-IL` index-linked. */
export const isFuture = (instrument: string): boolean => instrument.endsWith('-F');
export const isIndexLinked = (instrument: string): boolean => instrument.endsWith('-IL');
