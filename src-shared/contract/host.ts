import { Type, type Static } from 'typebox';
import { call, stream } from '../wire/contract.js';
import { links, type LinkId } from '../links.js';
import { appContract } from './app.js';

/** What the window has to know of the program that shows it. */
export const HostAbout = Type.Object({
  kind: Type.Enum(['desktop', 'console']),
  version: Type.String(),
  /** Where a password would be asked for: nowhere (the rights are there), in the terminal, in a dialog of the system, or it cannot be. */
  elevation: Type.Enum(['already', 'terminal', 'dialog', 'unavailable']),
  /** Where scans, jobs and settings are kept, and the machine's runs. */
  userStore: Type.String(),
  machineStore: Type.String(),
  /** Whether this host turns a report into a PDF by itself; else the browser prints it. */
  makesPdf: Type.Boolean(),
});
export type HostAbout = Static<typeof HostAbout>;

export const HostEvent = Type.Union([
  /** One window is in control, the others watch: their changing calls are refused with `not-permitted`. */
  Type.Object({ type: Type.Literal('control'), mine: Type.Boolean() }),
  /** A password is being asked for, or that is over. */
  Type.Object({ type: Type.Literal('asking-for-password'), asking: Type.Boolean() }),
]);
export type HostEvent = Static<typeof HostEvent>;

const LinkIds = Type.Enum(Object.keys(links) as LinkId[]);

/** Calls that the host itself answers. */
export const hostContract = {
  'host.about': call(Type.Object({}), HostAbout),
  /** Begins with the present state. */
  'host.watch': stream(Type.Object({}), HostEvent),
  'host.takeControl': call(Type.Object({}), Type.Null()),
  'host.openLink': call(Type.Object({ id: LinkIds }), Type.Null()),
  /** Only where `makesPdf`. */
  'host.makePdf': call(Type.Object({ html: Type.String(), paper: Type.Enum(['A4', 'Letter']) }), Type.Object({ base64: Type.String() })),
};

/** Everything that the window may ask, of the application and of its host. */
export const windowContract = { ...appContract, ...hostContract };
export type WindowContract = typeof windowContract;

/**
 * Calls that change nothing and that a window which only watches may make too. `undo.preview` is none of them: it starts the worker,
 * and so a password may be asked for.
 */
export const watcherCalls: ReadonlySet<keyof WindowContract> = new Set([
  'overview.get',
  'scan.get',
  'scan.list',
  'scan.compare',
  'routines.list',
  'facts.list',
  'repair.active',
  'repair.watch',
  'history.list',
  'history.changes',
  'quarantine.list',
  'job.current',
  'job.list',
  'job.get',
  'settings.get',
  'report.document',
  'report.make',
  'host.about',
  'host.watch',
  'host.takeControl',
  'host.openLink',
] as const);
