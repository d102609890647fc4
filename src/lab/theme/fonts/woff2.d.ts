/** The bundler puts a font into the script as a data address. */
declare module '*.woff2?inline' {
  const address: string;
  export default address;
}
