import { expect as base } from '@playwright/test';

/** Waits as long as a slow machine may need, also for the tools that go the tests' ways without their runner and its settings. */
export const expect = base.configure({ timeout: 180_000 });
