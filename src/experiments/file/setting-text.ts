/** A value of an experiment file as `--set` takes it: YAML that reads back to the same value, plain where it can be. */
const PLAIN = /^[\p{L}\p{N}¥$£₩%+−.-][^:#{}[\],&*!|>'"`@\p{Cc}]*$/u;
const MEANS_SOMETHING_ELSE = /^(?:true|false|null|~|[-+]?\.?\d[\d.eE+_-]*|0[xo].*|[-+]?\.inf|\.nan)$/i;

export function settingText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? 'null';
  const isPlain =
    PLAIN.test(value) && !MEANS_SOMETHING_ELSE.test(value) && value === value.trim() && !value.startsWith('- ');
  return isPlain ? value : JSON.stringify(value);
}
