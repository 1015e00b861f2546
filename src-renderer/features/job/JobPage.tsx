import { Page } from '../../ui/Page.js';

export function JobPage() {
  return <Page title="JobPage">{null}</Page>;
}
