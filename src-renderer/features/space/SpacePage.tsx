import { Page } from '../../ui/Page.js';

export function SpacePage() {
  return <Page title="SpacePage">{null}</Page>;
}
