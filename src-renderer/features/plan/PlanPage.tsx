import { Page } from '../../ui/Page.js';

export function PlanPage() {
  return <Page title="PlanPage">{null}</Page>;
}
