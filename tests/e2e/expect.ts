import { expect as base } from '@playwright/test';

/** Waits as long as a slow machine may need; not by a setting of the runner, for the tools that go the tests' ways have none. */
export const expect = base.configure({ timeout: 180_000 });
