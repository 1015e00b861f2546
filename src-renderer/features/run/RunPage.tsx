import { Page } from '../../ui/Page.js';

export function RunPage() {
  return <Page title="RunPage">{null}</Page>;
}
