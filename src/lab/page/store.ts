/** What the page is showing, in one plain object; whoever draws hears of every change once a frame. */

export interface Store<State extends object> {
  get(): State;
  /** Tells nobody if nothing is different. */
  set(change: Partial<State>): void;
  /** Called at once on every change; returns how to stop. */
  subscribe(listener: (state: State, before: State) => void): () => void;
}

export function createStore<State extends object>(initial: State): Store<State> {
  let state = initial;
  const listeners = new Set<(state: State, before: State) => void>();
  return {
    get: () => state,
    set(change) {
      const names = Object.keys(change) as (keyof State)[];
      if (names.every((name) => Object.is(state[name], change[name]))) return;
      const before = state;
      state = { ...state, ...change };
      for (const listener of Array.from(listeners)) listener(state, before);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
