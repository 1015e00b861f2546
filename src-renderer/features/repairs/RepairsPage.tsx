import { Page } from '../../ui/Page.js';

export function RepairsPage() {
  return <Page title="RepairsPage">{null}</Page>;
}
