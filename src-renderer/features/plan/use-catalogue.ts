import { useEffect } from 'react';
import { create } from 'zustand';
import type { RoutineInfo } from '../../../src-shared/contract/scan.js';
import { api, useConnection } from '../../api/connection.js';

type Catalogue = {
  readonly routines: ReadonlyMap<string, RoutineInfo>;
  /** Titles of facts by id. */
  readonly facts: ReadonlyMap<string, string>;
};

const useStore = create<Catalogue>(() => ({ routines: new Map(), facts: new Map() }));

/** What the catalogue says about routines and facts. Empty until it has been read; without it a plan has no pickers, but all its steps. */
export function useCatalogue(): Catalogue {
  const generation = useConnection(({ generation }) => generation);
  useEffect(() => {
    if (useStore.getState().routines.size === 0) void read().catch(() => undefined);
  }, [generation]);
  return useStore();
}

async function read(): Promise<void> {
  const [routines, facts] = await Promise.all([api()['routines.list']({}), api()['facts.list']({})]);
  useStore.setState({
    routines: new Map(routines.map((routine) => [routine.id, routine])),
    facts: new Map(facts.map(({ id, title }) => [id, title])),
  });
}
