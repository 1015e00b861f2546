import { Briefcase, Cpu, Gauge, History, PieChart, Settings, Wrench, type LucideIcon } from 'lucide-react';
import { lazy, type ComponentType } from 'react';
import type { shellTexts } from './features/shell/text.js';
import { StartPage } from './features/start/StartPage.js';

type PageEntry = {
  /** As wouter matches it. */
  readonly path: string;
  /** Its name in the menu; absent for pages that are reached from others. */
  readonly menu?: { readonly name: keyof typeof shellTexts; readonly icon: LucideIcon };
  readonly page: ComponentType;
};

/**
 * Every page, in the menu's order. The first comes with the window: React shows what it had to wait for a third of a second late.
 * Each of the others is loaded when it is first opened.
 */
export const pages: readonly PageEntry[] = [
  {
    path: '/',
    menu: { name: 'menuStart', icon: Gauge },
    page: StartPage,
  },
  { path: '/scan/:scan', page: lazy(async () => ({ default: (await import('./features/start/KeptScanPage.js')).KeptScanPage })) },
  { path: '/plan', page: lazy(async () => ({ default: (await import('./features/plan/PlanPage.js')).PlanPage })) },
  { path: '/run/:run', page: lazy(async () => ({ default: (await import('./features/run/RunPage.js')).RunPage })) },
  {
    path: '/history/:what?/:scan?',
    menu: { name: 'menuHistory', icon: History },
    page: lazy(async () => ({ default: (await import('./features/history/HistoryPage.js')).HistoryPage })),
  },
  {
    path: '/job',
    menu: { name: 'menuJob', icon: Briefcase },
    page: lazy(async () => ({ default: (await import('./features/job/JobPage.js')).JobPage })),
  },
  { path: '/report/:job?', page: lazy(async () => ({ default: (await import('./features/report/ReportPage.js')).ReportPage })) },
  {
    path: '/hardware',
    menu: { name: 'menuHardware', icon: Cpu },
    page: lazy(async () => ({ default: (await import('./features/hardware/HardwarePage.js')).HardwarePage })),
  },
  {
    path: '/space',
    menu: { name: 'menuSpace', icon: PieChart },
    page: lazy(async () => ({ default: (await import('./features/space/SpacePage.js')).SpacePage })),
  },
  {
    path: '/repairs',
    menu: { name: 'menuRepairs', icon: Wrench },
    page: lazy(async () => ({ default: (await import('./features/repairs/RepairsPage.js')).RepairsPage })),
  },
  {
    path: '/settings',
    menu: { name: 'menuSettings', icon: Settings },
    page: lazy(async () => ({ default: (await import('./features/settings/SettingsPage.js')).SettingsPage })),
  },
];
