import { create } from 'zustand';

type State = {
  /** What is to be planned: `ROUTINE` or `ROUTINE=ITEM`. */
  readonly selection: readonly string[];
  open(selection: readonly string[]): void;
};

export const usePlan = create<State>((set) => ({
  selection: [],
  open: (selection) => set({ selection }),
}));
