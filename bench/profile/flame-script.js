// @ts-check
/**
 * The script of a flame graph inside `page.ts`: reads the tree beside it, draws it into boxes, zooms on a click.
 *
 * @typedef {[name: string, place: string, total: number, self: number, children: Node[]]} Node
 */
const MOST_LEVELS = 60;
const ROW = 18;

for (const figure of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('figure.flame'))) {
  const root = /** @type {Node} */ (JSON.parse(figure.querySelector('script')?.textContent ?? '[]'));
  const unit = figure.dataset.unit ?? '';
  const canvas = /** @type {HTMLElement} */ (figure.querySelector('div'));
  const caption = /** @type {HTMLElement} */ (figure.querySelector('figcaption'));

  /** @param {number} value */
  const said = (value) => (unit === 'ms' ? `${(value / 1000).toFixed(1)} ms` : `${(value / 1_048_576).toFixed(2)} MiB`);
  /** @param {Node} node */
  const words = ([name, place, total, self]) =>
    `${name} ${place} — ${said(total)}, ${((100 * total) / root[2]).toFixed(1)} %; by itself ${said(self)}`;
  /** Project green, engine of V8 grey, packages blue. @param {string} place */
  const colour = (place) =>
    place === ''
      ? '#d0d0d0'
      : place.startsWith('src/')
        ? '#9ccc9c'
        : place.startsWith('bench/')
          ? '#e0d090'
          : '#a8c0e0';

  /** @param {Node[]} path from the root to the node that takes the whole width */
  const draw = (path) => {
    canvas.replaceChildren();
    const shown = /** @type {Node} */ (path.at(-1));
    let deepest = 0;
    /** @type {(node: Node, way: Node[], left: number, width: number) => void} */
    const box = (node, way, left, width) => {
      const level = way.length - 1;
      if (width < 0.05 || level > MOST_LEVELS) return;
      deepest = Math.max(deepest, level);
      const element = document.createElement('button');
      element.style.cssText = `left:${left}%;width:${width}%;top:${level * ROW}px;background:${colour(node[1])}`;
      element.textContent = width > 1.5 ? node[0] : '';
      element.title = words(node);
      element.onclick = () => draw(way);
      canvas.append(element);
      if (level + 1 < path.length) return;
      let at = left;
      for (const child of node[4]) {
        const part = (100 * child[2]) / shown[2];
        box(child, [...way, child], at, part);
        at += part;
      }
    };
    for (const [at, node] of path.entries()) box(node, path.slice(0, at + 1), 0, 100);
    canvas.style.height = `${(deepest + 1) * ROW}px`;
    caption.textContent = words(shown);
  };
  draw([root]);
}
