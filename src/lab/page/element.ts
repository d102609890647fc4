/**
 * Elements without markup: attributes are attributes, children are elements or text. Text of a scenario can never become an
 * element, since nothing in the page parses a string.
 */

type Child = Node | string | number | undefined | false;
export type Children = readonly (Child | readonly Child[])[];
type Attribute = string | number | boolean | undefined;
/** `on` holds listeners, `style` custom properties and the like; `true` is a bare attribute, `false` and undefined none. */
export interface Attributes {
  readonly [name: string]: Attribute | Listeners | Styles;
  readonly on?: Listeners;
  readonly style?: Styles;
}
type Listeners = { readonly [type: string]: (event: never) => void };
type Styles = { readonly [property: string]: string };

const SVG = 'http://www.w3.org/2000/svg';

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Children
): HTMLElementTagNameMap[Tag] {
  return filled(document.createElement(tag), attributes, children);
}

export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Children
): SVGElementTagNameMap[Tag] {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled<E extends HTMLElement | SVGElement>(made: E, attributes: Attributes, children: Children): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on') {
      for (const [type, listener] of Object.entries(value as Listeners))
        made.addEventListener(type, listener as EventListener);
    } else if (name === 'style') {
      for (const [property, text] of Object.entries((value ?? {}) as Styles)) made.style.setProperty(property, text);
    } else {
      setAttribute(made, name, value as Attribute);
    }
  }
  made.append(...nodesOf(children));
  return made;
}

export function setAttribute(of: Element, name: string, value: Attribute): void {
  if (value === undefined || value === false) of.removeAttribute(name);
  else of.setAttribute(name, value === true ? '' : String(value));
}

/** In place of whatever was inside. */
export function refill(of: Element, ...children: Children): void {
  of.replaceChildren(...nodesOf(children));
}

/** Only where it differs, so that a screen reader is not told twice and nothing is laid out again. */
export function setText(of: Node, text: string): void {
  if (of.textContent !== text) of.textContent = text;
}

function nodesOf(children: Children): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  for (const child of children.flat() as Child[]) {
    if (child === undefined || child === false) continue;
    nodes.push(typeof child === 'number' ? String(child) : child);
  }
  return nodes;
}
