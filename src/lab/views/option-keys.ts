/** A picture as one tab stop: arrows walk over what can be chosen in it, Enter chooses. A list box, to a screen reader. */
import { svg } from '../page/element.ts';

export interface Option {
  /** Of the element in the picture that carries `data-option`. */
  readonly id: string;
  /** Said when it is reached. */
  readonly label: string;
  readonly choose: () => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

export class OptionKeys {
  readonly #root: SVGSVGElement;
  readonly #name: string;
  #options: readonly Option[] = [];
  #active: string | undefined;

  constructor(root: SVGSVGElement, name: string) {
    this.#root = root;
    this.#name = name;
    root.addEventListener('keydown', (event) => this.#press(event));
    root.addEventListener('click', ({ target }) => this.#chosen(target)?.choose());
    root.addEventListener('blur', () => this.#mark(undefined));
  }

  /** After each drawing. */
  offer(label: string, options: readonly Option[]): void {
    this.#options = options;
    const root = this.#root;
    root.setAttribute('aria-label', label);
    if (options.length === 0) {
      root.setAttribute('role', 'img');
      root.removeAttribute('tabindex');
      root.removeAttribute('aria-activedescendant');
      return;
    }
    root.setAttribute('role', 'listbox');
    root.setAttribute('tabindex', '0');
    for (const { id, label: said } of options) {
      const drawn = this.#elementOf(id) ?? root.appendChild(svg('g', { 'data-option': id }));
      drawn.id = this.#idOf(id);
      drawn.setAttribute('role', 'option');
      drawn.setAttribute('aria-label', said);
      drawn.setAttribute('aria-selected', 'false');
    }
    this.#mark(options.some(({ id }) => id === this.#active) ? this.#active : undefined);
  }

  #press(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    const at = this.#options.findIndex(({ id }) => id === this.#active);
    if (step !== undefined && !event.shiftKey && this.#options.length > 0) {
      const next = at === -1 && step === -1 ? this.#options.length - 1 : at + step;
      this.#mark(this.#options[(next + this.#options.length) % this.#options.length]?.id);
    } else if (event.key === 'Enter' && at !== -1) this.#options[at]?.choose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** A label that lies outside an option may choose it too. */
  #chosen(target: EventTarget | null): Option | undefined {
    const hit = target instanceof Element ? target.closest('[data-option], [data-choose]') : null;
    const id = hit?.getAttribute('data-option') ?? hit?.getAttribute('data-choose');
    return this.#options.find((option) => option.id === id);
  }

  #mark(id: string | undefined): void {
    this.#active = id;
    for (const drawn of this.#root.querySelectorAll('[data-option]')) {
      const isActive = drawn.getAttribute('data-option') === id;
      drawn.classList.toggle('is-active', isActive);
      if (drawn.getAttribute('role') === 'option') drawn.setAttribute('aria-selected', String(isActive));
    }
    if (id === undefined) this.#root.removeAttribute('aria-activedescendant');
    else this.#root.setAttribute('aria-activedescendant', this.#idOf(id));
  }

  #elementOf(id: string): Element | undefined {
    return [...this.#root.querySelectorAll('[data-option]')].find((each) => each.getAttribute('data-option') === id);
  }

  #idOf(id: string): string {
    return `${this.#name}-${id.replace(/[^a-zA-Z0-9-]/g, '-')}`;
  }
}
