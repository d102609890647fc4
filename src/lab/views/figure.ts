/**
 * The frame of every view: its number, which is also its key, a title that says what and in which unit, the picture, and under it
 * the same as a table and as files. A picture is drawn in real pixels, so that its text has the size of the page's.
 */
import type { DataTable } from '../../report/page/data-table.ts';
import { element, refill, setText, svg } from '../page/element.ts';
import { icon } from '../page/icons.ts';
import type { Lab, Part } from '../page/lab.ts';
import type { LabState, ViewName } from '../page/lab-state.ts';
import { csvFile, offerFile, pngOf, svgFile } from './export.ts';
import { type Option, OptionKeys } from './option-keys.ts';
import { tableElement } from './table-twin.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
  /** Of labels. */
  readonly text: number;
}

export interface FigureSpec {
  readonly name: ViewName;
  readonly title: (state: LabState) => string;
  /** What is shown, for whoever cannot see it. */
  readonly label: (state: LabState) => string;
  readonly picture: (state: LabState, size: Size) => readonly SVGElement[];
  readonly table: (state: LabState) => DataTable;
  /** What in the picture can be chosen: a click, or arrows and Enter. */
  readonly options?: (state: LabState) => readonly Option[];
  /** Before table and files. */
  readonly tools?: readonly HTMLElement[];
  /** In the head, in place of the title, which is still said. */
  readonly head?: HTMLElement;
  /** Between head and picture. */
  readonly above?: HTMLElement;
}

const VIEW_KEYS: Readonly<Record<ViewName, string>> = { v1: '1', v2: '2', v3: '3', v4: '4', v5: '5' };

export function figure(lab: Lab, spec: FigureSpec): Part {
  const { say, store } = lab;
  const key = VIEW_KEYS[spec.name];
  const heading = element('h2', { id: `${spec.name}-title` });
  const drawing = svg('svg', { role: 'img' });
  const keys = new OptionKeys(drawing, spec.name);
  const place = element('div', { class: 'drawing' }, drawing);
  const twin = element('div', { class: 'twin', tabindex: '0', role: 'region', hidden: true });
  let isTable = false;
  const turn = (): void => {
    isTable = !isTable;
    draw(store.get());
  };
  const tableButton = element('button', { class: 'plain', type: 'button', on: { click: turn } });
  const asFile = () => ({ lab, name: spec.name, title: spec.title(store.get()), drawing });
  const file = (kind: 'svg' | 'png' | 'csv', run: () => void): HTMLElement =>
    element('button', { class: 'plain', type: 'button', on: { click: run } }, say(`view.${kind}`));
  const files = [
    file('svg', () => offerFile(svgFile(asFile()))),
    file('png', () => void pngOf(asFile()).then(offerFile)),
    file('csv', () => offerFile(csvFile(asFile(), spec.table(store.get())))),
  ];
  const enlarge = enlargeButton(lab, spec, key);
  const root = element(
    'section',
    { class: `view ${spec.name}`, 'aria-labelledby': `${spec.name}-title` },
    element(
      'header',
      {},
      element('span', { class: 'number', 'aria-hidden': 'true' }, key),
      heading,
      spec.head,
      enlarge.root,
    ),
    spec.above,
    place,
    twin,
    element('footer', {}, ...(spec.tools ?? []), tableButton, ...files),
  );
  new ResizeObserver(() => draw(store.get())).observe(place);

  function sizeNow(): Size {
    const { width, height } = place.getBoundingClientRect();
    return { width, height, text: Number.parseFloat(getComputedStyle(root).getPropertyValue('--label')) };
  }

  function draw(state: LabState): void {
    setText(heading, spec.title(state));
    enlarge.draw(state);
    root.classList.toggle('is-large', state.large === spec.name);
    setText(tableButton, isTable ? say('view.picture') : say('view.table'));
    place.hidden = isTable;
    twin.hidden = !isTable;
    if (isTable) {
      twin.setAttribute('aria-label', `${say('view.table')}: ${spec.title(state)}`);
      refill(twin, tableElement(spec.table(state)));
      return;
    }
    const size = sizeNow();
    if (size.width < 40 || size.height < 30) return;
    drawing.setAttribute('viewBox', `0 0 ${Math.round(size.width)} ${Math.round(size.height)}`);
    refill(drawing, ...spec.picture(state, size));
    keys.offer(spec.label(state), spec.options?.(state) ?? []);
  }
  return { root, draw };
}

function enlargeButton({ say, store }: Lab, spec: FigureSpec, key: string): Part {
  const root = element('button', {
    class: 'plain',
    type: 'button',
    on: { click: () => store.set({ large: store.get().large === spec.name ? undefined : spec.name }) },
  });
  let was: boolean | undefined;
  return {
    root,
    draw(state) {
      const isLarge = state.large === spec.name;
      const name = isLarge ? say('view.shrink') : say('view.enlarge', { name: spec.title(state), key });
      root.setAttribute('aria-label', name);
      root.title = name;
      if (was !== isLarge) refill(root, icon(isLarge ? 'shrink' : 'enlarge'));
      was = isLarge;
    },
  };
}
