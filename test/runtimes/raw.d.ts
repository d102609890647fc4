/** Vite's import of a file as text: how an entry takes a scenario along. */
declare module '*?raw' {
  const text: string;
  export default text;
}
