/**
 * Messages with holes and plurals, in the part of ICU's format that the page needs: `{name}` and
 * `{count, plural, one {# fund sells} other {# funds sell}}`. A translator needs nothing but the file of strings.
 */

export type Values = Readonly<Record<string, string | number>>;

export function messageText(pattern: string, values: Values, locale: string): string {
  let text = '';
  for (let at = 0; at < pattern.length; ) {
    if (pattern[at] !== '{') {
      text += pattern[at++];
      continue;
    }
    const end = closingBrace(pattern, at);
    text += holeText(pattern.slice(at + 1, end), values, locale);
    at = end + 1;
  }
  return text;
}

function holeText(hole: string, values: Values, locale: string): string {
  const [name = '', form, ...rest] = hole.split(',');
  const value = values[name.trim()];
  if (value === undefined) throw new Error(`a message wants "${name.trim()}"`);
  if (form === undefined) return String(value);
  const branches = branchesOf(rest.join(','));
  const rule = new Intl.PluralRules(locale).select(Number(value));
  const branch = branches.get(`=${value}`) ?? branches.get(rule) ?? branches.get('other') ?? '';
  return messageText(branch.replaceAll('#', new Intl.NumberFormat(locale).format(Number(value))), values, locale);
}

/** `one {…} other {…}`. */
function branchesOf(text: string): Map<string, string> {
  const branches = new Map<string, string>();
  for (let at = text.indexOf('{'), from = 0; at !== -1; at = text.indexOf('{', from)) {
    const end = closingBrace(text, at);
    branches.set(text.slice(from, at).trim(), text.slice(at + 1, end));
    from = end + 1;
  }
  return branches;
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  throw new Error(`a brace is not closed in "${text}"`);
}
