import { create } from 'zustand';
import type { HostAbout } from '../../src-shared/contract/host.js';
import { api } from '../api/connection.js';

type State = {
  readonly about: HostAbout | null;
  /** Whether this window is in control; another one may be, and this one watches. */
  readonly inControl: boolean;
  /** A password is being asked for just now. */
  readonly askingForPassword: boolean;
  /** Follows the host until the connection ends. */
  follow(): Promise<void>;
  takeControl(): Promise<void>;
};

export const useHost = create<State>((set) => ({
  about: null,
  inControl: true,
  askingForPassword: false,
  async follow() {
    set({ about: await api()['host.about']({}) });
    for await (const event of api()['host.watch']({})) {
      if (event.type === 'control') set({ inControl: event.mine });
      else set({ askingForPassword: event.asking });
    }
  },
  takeControl: async () => void (await api()['host.takeControl']({})),
}));
